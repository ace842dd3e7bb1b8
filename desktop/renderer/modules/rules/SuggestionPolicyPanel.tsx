import { Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { SuggestionPolicy } from "#shared/rules/suggestion-policy.ts";
import { Panel } from "#shared/ui/panel/Panel.tsx";
import { useApi } from "../../shell/ApiProvider.tsx";
import { useCommand } from "../../shell/use-command.ts";
import { useFormat } from "../../shell/use-format.ts";
import classes from "./rules.module.css";

const choices = [0.8, 0.9, 0.95, 0.98] as const;

/** From which confidence on a suggestion is filed without asking; usually never. */
export function SuggestionPolicyPanel(props: {
  policy: SuggestionPolicy;
  plantVersion: number;
  mayEdit: boolean;
}) {
  const { t } = useTranslation("rules");
  const format = useFormat();
  const api = useApi();
  const save = useCommand(api.rules.setPolicy, { success: "form:saved" });
  const { policy, plantVersion, mayEdit } = props;
  const { autoFileAbove } = policy;
  const offered =
    autoFileAbove === null || choices.some((choice) => choice === autoFileAbove)
      ? choices
      : [...choices, autoFileAbove].toSorted((a, b) => a - b);
  return (
    <Panel title={t("policy.title")}>
      <p className={classes.quiet} style={{ margin: 0 }}>
        {t("policy.text")}
      </p>
      <Select
        label={t("policy.autoFile")}
        maw={360}
        allowDeselect={false}
        disabled={!mayEdit || save.isPending}
        value={autoFileAbove === null ? "" : String(autoFileAbove)}
        data={[
          { value: "", label: t("policy.never") },
          ...offered.map((share) => ({
            value: String(share),
            label: t("policy.above", { share: format.percent(share, 0) }),
          })),
        ]}
        onChange={(value) =>
          save.mutate({
            basedOn: plantVersion,
            policy: { autoFileAbove: value === "" || value === null ? null : Number(value) },
          })
        }
      />
    </Panel>
  );
}
