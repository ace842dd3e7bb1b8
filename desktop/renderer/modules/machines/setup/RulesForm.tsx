import { NumberInput, SimpleGrid, Switch, Text } from "@mantine/core";
import { useForm } from "@mantine/form";
import { notifications } from "@mantine/notifications";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Id } from "#shared/kernel/id.ts";
import type { MachineRow } from "#shared/machines/machines.contract.ts";
import { focusFirstError } from "#shared/ui/form/focus-first-error.ts";
import { SaveBar } from "#shared/ui/form/SaveBar.tsx";
import { StaleEditDialog } from "#shared/ui/form/StaleEditDialog.tsx";
import { UnsavedChangesGuard } from "#shared/ui/form/UnsavedChangesGuard.tsx";
import { useApi, useClient } from "../../../shell/ApiProvider.tsx";
import { ruleText } from "../../../shell/refusal-text.ts";
import { useCommand } from "../../../shell/use-command.ts";
import { useSession } from "../../../shell/use-session.ts";
import { useStaleEdit } from "../../../shell/use-stale-edit.ts";
import { useLiveValues } from "../../connections/tags/use-live-values.ts";
import { AlarmFields } from "./AlarmFields.tsx";
import { CountFields } from "./CountFields.tsx";
import { EnergyFields } from "./EnergyFields.tsx";
import { LiveCheck } from "./LiveCheck.tsx";
import { NoTagsNote } from "./NoTagsNote.tsx";
import { formField, readRules, required, ruleValues, type RuleValues } from "./rule-values.ts";
import classes from "./setup.module.css";
import { StateRuleFields } from "./StateRuleFields.tsx";
import { TagPicker } from "./TagPicker.tsx";
import { useRuleSummary } from "./use-rule-summary.ts";

/** How a machine's tags become states, pieces, alarms and products, checked against live values while editing. */
export function RulesForm(props: { machine: MachineRow }) {
  const { t } = useTranslation(["setup", "form"]);
  const api = useApi();
  const client = useClient();
  const { may } = useSession();
  const { machine } = props;
  const id = machine.id as Id<"machine">;
  const isDisabled = !may("machine:update");
  const [basedOn, setBasedOn] = useState(machine.version);
  const tags = useQuery(api.connections.tags.queryOptions({ input: { machineId: id } }));
  const store = useLiveValues({ machineId: id });
  const rows = tags.data?.rows ?? [];
  const issueText = (rule: string) =>
    rule === required || rule.startsWith("Invalid input") ? t("setup:required") : ruleText(rule, t);
  const form = useForm<RuleValues>({
    initialValues: ruleValues(machine.signals),
    validate: (values) => {
      const reading = readRules(values);
      if (reading.ok) return {};
      return Object.fromEntries(
        Object.entries(reading.issues).map(([field, rule]) => [field, issueText(rule)]),
      );
    },
  });
  const follow = (stored: MachineRow) => {
    form.setInitialValues(ruleValues(stored.signals));
    form.setValues(ruleValues(stored.signals));
    setBasedOn(stored.version);
  };
  const stale = useStaleEdit(() => client.machines.get({ id }));
  const save = useCommand(api.machines.update, {
    form,
    success: "setup:rulesSaved",
    onDone: follow,
    fieldOf: (path) => formField(path, form.values),
    onRefusal: (refusal) => {
      if (refusal.code !== "INVALID") return stale.onRefusal(refusal);
      // The engine names the rules as a whole when they read a tag that the machine does not have (any more).
      const whole = refusal.data.issues.filter(
        (issue) => formField(issue.path, form.values) === "",
      );
      if (whole.length === 0) return false;
      notifications.show({
        title: t("setup:rulesRefused"),
        message: whole.map((issue) => ruleText(issue.message, t)).join("\n"),
        color: "red",
      });
      return true;
    },
  });
  const send = (version: number) => {
    const reading = readRules(form.values);
    if (reading.ok) save.mutate({ id, basedOn: version, signals: reading.rules });
  };
  const fields = { form, tags: rows, store, isDisabled };
  const summary = useRuleSummary();
  return (
    <form
      onSubmit={form.onSubmit(
        () => send(basedOn),
        (errors) => focusFirstError(form, errors),
      )}
      noValidate
    >
      <div className={classes.rules}>
        <div className={classes.rulesMain}>
          {tags.data !== undefined && rows.length === 0 && <NoTagsNote />}
          <StateRuleFields {...fields} kind={machine.kind} />
          <CountFields {...fields} />
          <AlarmFields {...fields} machineCode={machine.code} />
          <section className={classes.section}>
            <h2>{t("setup:run.title")}</h2>
            <Text size="sm" c="dimmed">
              {t("setup:run.text")}
            </Text>
            <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
              <TagPicker
                label={t("setup:run.product")}
                tags={rows}
                store={store}
                isOptional
                isDisabled={isDisabled}
                {...form.getInputProps("product")}
                value={form.values.product}
              />
              <TagPicker
                label={t("setup:run.order")}
                tags={rows}
                store={store}
                isOptional
                isDisabled={isDisabled}
                {...form.getInputProps("order")}
                value={form.values.order}
              />
            </SimpleGrid>
            <Switch
              label={t("setup:run.changeover")}
              description={t("setup:run.changeoverHint")}
              disabled={isDisabled}
              {...form.getInputProps("hasChangeover", { type: "checkbox" })}
            />
          </section>
          <EnergyFields {...fields} />
          <section className={classes.section}>
            <h2>{t("setup:stale.title")}</h2>
            <NumberInput
              label={t("setup:stale.label")}
              description={t("setup:stale.hint")}
              placeholder={t("setup:stale.none")}
              suffix=" s"
              min={1}
              disabled={isDisabled}
              decimalSeparator={t("setup:decimalSign")}
              {...form.getInputProps("staleSeconds")}
            />
          </section>
        </div>
        <LiveCheck machine={machine} reading={readRules(form.values)} tags={rows} store={store} />
      </div>
      <SaveBar isDirty={form.isDirty()} isSaving={save.isPending} onDiscard={form.reset} />
      <UnsavedChangesGuard isDirty={form.isDirty()} />
      <StaleEditDialog
        theirs={stale.theirs && ruleValues(stale.theirs.signals)}
        mine={form.values}
        fields={summary}
        onTakeTheirs={() => {
          if (stale.theirs !== null) follow(stale.theirs);
          stale.close();
        }}
        onPutMine={() => {
          if (stale.theirs !== null) {
            setBasedOn(stale.theirs.version);
            send(stale.theirs.version);
          }
          stale.close();
        }}
        onClose={stale.close}
      />
    </form>
  );
}
