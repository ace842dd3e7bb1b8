import { Button, FileButton, Group, Textarea, Title } from "@mantine/core";
import { IconCheck, IconFileUpload } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useApi } from "../../shell/ApiProvider.tsx";
import { Callout } from "../../shell/Callout.tsx";
import { ruleText } from "../../shell/refusal-text.ts";
import { useCommand } from "../../shell/use-command.ts";

interface Checked {
  readonly issues: readonly { path: string; message: string }[];
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
}

/** Reads a configuration: first says what it would do, or every issue with path and reason, and only then applies it. */
export function ConfigImport() {
  const { t } = useTranslation();
  const api = useApi();
  const [yaml, setYaml] = useState("");
  const [checked, setChecked] = useState<Checked | null>(null);
  const check = useCommand(api.plant.importConfig, { onDone: setChecked });
  const apply = useCommand(api.plant.importConfig, {
    onDone: (result) => {
      if (result.issues.length > 0) setChecked(result);
      else changeText("");
    },
    success: "plant:configuration.import.applied",
  });
  const changeText = (text: string) => {
    setYaml(text);
    setChecked(null);
  };
  const load = async (file: File | null) => {
    if (file === null) return;
    const text = await file.text();
    changeText(text);
    check.mutate({ yaml: text, dryRun: true });
  };
  return (
    <section className="panel">
      <Title order={2} size="h5">
        {t("plant:configuration.import.title")}
      </Title>
      <p className="panel-text">{t("plant:configuration.import.text")}</p>
      <Textarea
        label={t("plant:configuration.import.field")}
        placeholder={t("plant:configuration.import.placeholder")}
        minRows={6}
        maxRows={18}
        autosize
        spellCheck={false}
        value={yaml}
        onChange={(event) => changeText(event.currentTarget.value)}
        styles={{
          input: { fontFamily: "var(--mantine-font-family-monospace)", fontSize: "0.8125rem" },
        }}
      />
      <Group gap="xs">
        <FileButton
          accept=".yaml,.yml,application/yaml,text/yaml"
          onChange={(file) => void load(file)}
        >
          {(button) => (
            <Button variant="default" leftSection={<IconFileUpload size={18} />} {...button}>
              {t("plant:configuration.import.file")}
            </Button>
          )}
        </FileButton>
        <Button
          variant="default"
          disabled={yaml.trim() === ""}
          loading={check.isPending}
          onClick={() => check.mutate({ yaml, dryRun: true })}
        >
          {t("plant:configuration.import.check")}
        </Button>
        <Button
          leftSection={<IconCheck size={18} />}
          disabled={
            checked === null || checked.issues.length > 0 || checked.created + checked.updated === 0
          }
          loading={apply.isPending}
          onClick={() => apply.mutate({ yaml, dryRun: false })}
        >
          {checked !== null && checked.issues.length === 0
            ? t("plant:configuration.import.applyCount", {
                count: checked.created + checked.updated,
              })
            : t("plant:configuration.import.apply")}
        </Button>
      </Group>
      {checked !== null && <CheckResult checked={checked} />}
    </section>
  );
}

function CheckResult(props: { checked: Checked }) {
  const { t } = useTranslation();
  const { issues, created, updated, unchanged } = props.checked;
  if (issues.length === 0) {
    return (
      <Callout tone="done">
        {t("plant:configuration.import.preview", { created, updated, unchanged })}
      </Callout>
    );
  }
  return (
    <Callout tone="alarm" title={t("plant:configuration.import.issues", { count: issues.length })}>
      <ul className="issue-list">
        {issues.map((issue) => (
          <li key={`${issue.path} ${issue.message}`}>
            <code>
              {issue.path === "" ? t("plant:configuration.import.wholeFile") : issue.path}
            </code>
            <span>{ruleText(issue.message, t)}</span>
          </li>
        ))}
      </ul>
    </Callout>
  );
}
