import { NumberInput, Stack } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { HistorianPolicy } from "#shared/historian/historian-policy.ts";
import { SaveBar } from "#shared/ui/form/SaveBar.tsx";
import { StaleEditDialog } from "#shared/ui/form/StaleEditDialog.tsx";
import { UnsavedChangesGuard } from "#shared/ui/form/UnsavedChangesGuard.tsx";
import { Panel } from "#shared/ui/panel/Panel.tsx";
import { useApi, useClient } from "../../shell/ApiProvider.tsx";
import { useCommand } from "../../shell/use-command.ts";
import { useSession } from "../../shell/use-session.ts";
import { useStaleEdit } from "../../shell/use-stale-edit.ts";
import classes from "./TrendPage.module.css";
import {
  keptClasses,
  policyFieldOf,
  policyOfValues,
  policyValues,
  type PolicyValues,
} from "./policy-values.ts";

interface StoredPolicy {
  readonly policy: HistorianPolicy;
  readonly version: number;
}

const longestDays = 36_500;
const leastGigabytes = 0.05;

/** How long readings of each class are kept, and how much room they may take. */
export function PolicyForm({ stored }: { stored: StoredPolicy }) {
  const { t } = useTranslation("historian");
  const api = useApi();
  const client = useClient();
  const { may } = useSession();
  const readOnly = !may("plant:update");
  const within = (from: number, to: number) => (value: number) =>
    typeof value === "number" && value >= from && value <= to
      ? null
      : t("policy.between", { from, to });
  const days = within(1, longestDays);
  const form = useForm<PolicyValues>({
    initialValues: policyValues(stored.policy),
    validateInputOnBlur: true,
    validate: {
      ...Object.fromEntries(keptClasses.map((name) => [name, days])),
      quotaGigabytes: within(leastGigabytes, 100_000),
    },
  });
  const [basedOn, setBasedOn] = useState(stored.version);
  const follow = (next: StoredPolicy) => {
    form.setInitialValues(policyValues(next.policy));
    form.setValues(policyValues(next.policy));
    setBasedOn(next.version);
  };
  const stale = useStaleEdit(() => client.historian.policy());
  const save = useCommand(api.historian.updatePolicy, {
    form,
    fieldOf: policyFieldOf,
    success: "historian:policy.saved",
    onDone: follow,
    onRefusal: stale.onRefusal,
  });
  const submit = (values: PolicyValues, version = basedOn) =>
    save.mutate({ basedOn: version, policy: policyOfValues(values) });
  return (
    <form onSubmit={form.onSubmit((values) => submit(values))}>
      <Stack gap="lg">
        <Panel title={t("policy.title")}>
          <p className={classes.hint}>{t("policy.text")}</p>
          <div className={classes.fields}>
            {keptClasses.map((name) => (
              <NumberInput
                key={name}
                label={t(`policy.class.${name}`)}
                suffix={` ${t("policy.days")}`}
                min={1}
                max={longestDays}
                allowDecimal={false}
                // A wrong number is told, never quietly made another: it decides what is thrown away.
                clampBehavior="none"
                disabled={readOnly}
                {...form.getInputProps(name)}
              />
            ))}
            <NumberInput
              label={t("policy.quota")}
              description={t("policy.quotaHint")}
              suffix=" GB"
              min={leastGigabytes}
              max={100_000}
              decimalScale={3}
              clampBehavior="none"
              disabled={readOnly}
              {...form.getInputProps("quotaGigabytes")}
            />
          </div>
        </Panel>
        <SaveBar isDirty={form.isDirty()} isSaving={save.isPending} onDiscard={form.reset} />
      </Stack>
      <UnsavedChangesGuard isDirty={form.isDirty()} />
      <StaleEditDialog
        theirs={stale.theirs && policyValues(stale.theirs.policy)}
        mine={form.values}
        fields={[
          ...keptClasses.map((name) => ({
            key: name,
            label: t(`policy.class.${name}`),
            text: (values: PolicyValues) => `${values[name]} ${t("policy.days")}`,
          })),
          {
            key: "quota",
            label: t("policy.quota"),
            text: (values: PolicyValues) => `${values.quotaGigabytes} GB`,
          },
        ]}
        onTakeTheirs={() => {
          if (stale.theirs !== null) follow(stale.theirs);
          stale.close();
        }}
        onPutMine={() => {
          if (stale.theirs !== null) submit(form.values, stale.theirs.version);
          stale.close();
        }}
        onClose={stale.close}
      />
    </form>
  );
}
