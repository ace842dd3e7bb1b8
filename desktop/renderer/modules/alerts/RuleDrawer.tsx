import { Button, MultiSelect, Switch, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { alertCondition } from "#shared/alerts/alert-condition.ts";
import type { AlertRuleRow } from "#shared/alerts/alerts.contract.ts";
import { displayName } from "#shared/kernel/code.ts";
import type { AlertRuleId } from "#shared/kernel/id.ts";
import { ConfirmDialog } from "#shared/ui/form/ConfirmDialog.tsx";
import { DrawerForm } from "#shared/ui/form/DrawerForm.tsx";
import { focusFirstError } from "#shared/ui/form/focus-first-error.ts";
import { StaleEditDialog } from "#shared/ui/form/StaleEditDialog.tsx";
import { useApi, useClient } from "../../shell/ApiProvider.tsx";
import { fieldRule } from "../../shell/field-rule.ts";
import { ruleText } from "../../shell/refusal-text.ts";
import { useCommand } from "../../shell/use-command.ts";
import { useStaleEdit } from "../../shell/use-stale-edit.ts";
import { ConditionFields } from "./ConditionFields.tsx";
import { RecipientFields } from "./RecipientFields.tsx";
import { conditionOf, machinesOf, newRule, ruleValues, type RuleValues } from "./rule-values.ts";
import { RuleTest } from "./RuleTest.tsx";
import { useConditionText } from "./use-condition-text.ts";

interface RuleDrawerProps {
  readonly rule: AlertRuleRow | "new";
  readonly onClose: () => void;
}

/** A rule in one sentence: what is looked for, where, when, and who is told. */
export function RuleDrawer({ rule, onClose }: RuleDrawerProps) {
  const { t } = useTranslation("alerts");
  const api = useApi();
  const client = useClient();
  const conditionText = useConditionText();
  const isNew = rule === "new";
  const machines = useQuery(api.machines.list.queryOptions({ input: { limit: 5_000 } }));
  const [basedOn, setBasedOn] = useState(isNew ? 0 : rule.version);
  const [isRemoving, setRemoving] = useState(false);
  const form = useForm<RuleValues>({
    initialValues: isNew ? newRule : ruleValues(rule),
    validateInputOnBlur: true,
    validate: {
      name: fieldRule(displayName, t),
      kind: (_, values) => {
        const issue = alertCondition.safeParse(conditionOf(values)).error?.issues[0];
        return issue === undefined ? null : ruleText(issue.message, t);
      },
    },
  });
  const stale = useStaleEdit(async () => {
    const { rows } = await client.alerts.rules({ limit: 5_000, includeInactive: true });
    return rows.find((row) => !isNew && row.id === rule.id)!;
  });
  const options = {
    form,
    success: "alerts:rules.saved",
    onDone: onClose,
    onRefusal: stale.onRefusal,
  };
  const create = useCommand(api.alerts.createRule, options);
  const update = useCommand(api.alerts.updateRule, options);
  const remove = useCommand(api.alerts.removeRule, {
    success: "alerts:rules.removed",
    onDone: onClose,
  });
  const store = (version: number) => {
    const { values } = form;
    const { name, plannedTimeOnly, isActive, channels } = values;
    const wish = {
      name,
      condition: conditionOf(values),
      machineIds: machinesOf(values),
      plannedTimeOnly,
      channels,
    };
    if (isNew) create.mutate(wish);
    else update.mutate({ id: rule.id as AlertRuleId, basedOn: version, isActive, ...wish });
  };
  return (
    <>
      <DrawerForm
        opened
        onClose={onClose}
        size="lg"
        title={isNew ? t("rules.add") : rule.name}
        verb={isNew ? t("rules.add") : t("form:save")}
        isDirty={form.isDirty()}
        isBusy={create.isPending || update.isPending}
        onSubmit={form.onSubmit(
          () => store(basedOn),
          (errors) => focusFirstError(form, errors),
        )}
        extra={
          !isNew && (
            <Button variant="subtle" color="red.8" onClick={() => setRemoving(true)}>
              {t("rules.remove")}
            </Button>
          )
        }
      >
        <TextInput
          label={t("fields.name")}
          placeholder={t("fields.nameExample")}
          data-autofocus={isNew || undefined}
          {...form.getInputProps("name")}
        />
        <ConditionFields form={form} />
        <MultiSelect
          label={t("fields.machines")}
          placeholder={form.values.machineIds.length === 0 ? t("fields.everyMachine") : ""}
          searchable
          clearable
          data={(machines.data?.rows ?? []).map(({ id, code, name }) => ({
            value: id,
            label: `${code} · ${name}`,
          }))}
          {...form.getInputProps("machineIds")}
        />
        <Switch
          label={t("fields.plannedTimeOnly")}
          description={t("fields.plannedTimeOnlyHint")}
          {...form.getInputProps("plannedTimeOnly", { type: "checkbox" })}
        />
        <RuleTest values={form.values} />
        <RecipientFields
          value={form.values.channels}
          onChange={(recipients) =>
            form.setFieldValue("channels", { ...form.values.channels, ...recipients })
          }
        />
        <Switch
          label={t("fields.tellsCleared")}
          checked={form.values.channels.tellsCleared}
          onChange={(event) =>
            form.setFieldValue("channels", {
              ...form.values.channels,
              tellsCleared: event.currentTarget.checked,
            })
          }
        />
        {!isNew && (
          <Switch
            label={t("fields.isActive")}
            {...form.getInputProps("isActive", { type: "checkbox" })}
          />
        )}
      </DrawerForm>
      {!isNew && (
        <ConfirmDialog
          opened={isRemoving}
          title={t("rules.removeTitle", { name: rule.name })}
          verb={t("rules.remove")}
          isDangerous
          isBusy={remove.isPending}
          onConfirm={() => remove.mutate({ id: rule.id as AlertRuleId, basedOn })}
          onClose={() => setRemoving(false)}
        >
          {t("rules.removeText", { count: rule.raisedNow })}
        </ConfirmDialog>
      )}
      <StaleEditDialog
        theirs={stale.theirs && ruleValues(stale.theirs)}
        mine={form.values}
        fields={[
          { key: "name", label: t("fields.name"), text: (values) => values.name },
          {
            key: "condition",
            label: t("fields.kind"),
            text: (values) => conditionText(conditionOf(values)),
          },
          {
            key: "machines",
            label: t("fields.machines"),
            text: (values) => String(values.machineIds.length),
          },
          {
            key: "mail",
            label: t("recipients.mail"),
            text: (values) => values.channels.mail.join(", "),
          },
        ]}
        onTakeTheirs={() => {
          if (stale.theirs !== null) {
            form.setInitialValues(ruleValues(stale.theirs));
            form.setValues(ruleValues(stale.theirs));
            setBasedOn(stale.theirs.version);
          }
          stale.close();
        }}
        onPutMine={() => {
          if (stale.theirs !== null) store(stale.theirs.version);
          stale.close();
        }}
        onClose={stale.close}
      />
    </>
  );
}
