import { NumberInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { HandoverPolicy } from "#shared/handover/handover-policy.ts";
import { SaveBar } from "#shared/ui/form/SaveBar.tsx";
import { UnsavedChangesGuard } from "#shared/ui/form/UnsavedChangesGuard.tsx";
import { Panel } from "#shared/ui/panel/Panel.tsx";
import { useApi } from "../../shell/ApiProvider.tsx";
import { useCommand } from "../../shell/use-command.ts";
import { useSession } from "../../shell/use-session.ts";
import classes from "./handover.module.css";

const minuteMs = 60_000;

/** When a hand-over opens, and how much standstill without a reason needs a word. */
export function HandoverPolicyPanel() {
  const api = useApi();
  const policy = useQuery(api.handover.policy.queryOptions());
  if (policy.data === undefined) return null;
  return <PolicyForm key={policy.data.plantVersion} {...policy.data} />;
}

function PolicyForm(props: { policy: HandoverPolicy; plantVersion: number }) {
  const { t } = useTranslation("handover");
  const api = useApi();
  const { may } = useSession();
  const form = useForm({
    initialValues: {
      limitMinutes: props.policy.unclassifiedLimitMs / minuteMs,
      openMinutes: props.policy.openBeforeEndMs / minuteMs,
    },
    validate: {
      limitMinutes: (value) =>
        typeof value === "number" && value >= 0 && value <= 1_440
          ? null
          : t("policy.between", { from: 0, to: 1_440 }),
      openMinutes: (value) =>
        typeof value === "number" && value >= 0 && value <= 120
          ? null
          : t("policy.between", { from: 0, to: 120 }),
    },
  });
  const save = useCommand(api.handover.setPolicy, { success: "handover:policy.saved" });
  const field = { suffix: ` ${t("policy.minutes")}`, min: 0, clampBehavior: "none" } as const;
  return (
    <Panel title={t("policy.title")}>
      <form
        onSubmit={form.onSubmit(({ limitMinutes, openMinutes }) =>
          save.mutate({
            basedOn: props.plantVersion,
            policy: {
              unclassifiedLimitMs: Math.round(limitMinutes * minuteMs),
              openBeforeEndMs: Math.round(openMinutes * minuteMs),
            },
          }),
        )}
      >
        <div className={classes.fields}>
          <NumberInput
            {...field}
            label={t("policy.limit")}
            description={t("policy.limitHint")}
            disabled={!may("plant:update")}
            {...form.getInputProps("limitMinutes")}
          />
          <NumberInput
            {...field}
            label={t("policy.open")}
            description={t("policy.openHint")}
            disabled={!may("plant:update")}
            {...form.getInputProps("openMinutes")}
          />
        </div>
        <SaveBar isDirty={form.isDirty()} isSaving={save.isPending} onDiscard={form.reset} />
        <UnsavedChangesGuard isDirty={form.isDirty()} />
      </form>
    </Panel>
  );
}
