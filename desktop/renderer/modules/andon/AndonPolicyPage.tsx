import { ActionIcon, Button, Group, NumberInput, Select } from "@mantine/core";
import { useForm, type UseFormReturnType } from "@mantine/form";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { andonKinds, type AndonKind } from "#shared/andon/andon-kind.ts";
import type { AndonPolicy } from "#shared/andon/andon-policy.ts";
import { SaveBar } from "#shared/ui/form/SaveBar.tsx";
import { UnsavedChangesGuard } from "#shared/ui/form/UnsavedChangesGuard.tsx";
import { Panel } from "#shared/ui/panel/Panel.tsx";
import { useApi } from "../../shell/ApiProvider.tsx";
import { Page } from "../../shell/Page.tsx";
import { Failure, Loading } from "../../shell/PageStates.tsx";
import { useCommand } from "../../shell/use-command.ts";
import { RecipientFields } from "../alerts/RecipientFields.tsx";
import classes from "./andon.module.css";

const mostSteps = 6;

/** Who is told of a call that nobody answers, and when. */
export function AndonPolicyPage() {
  const { t } = useTranslation();
  const api = useApi();
  const policy = useQuery(api.andon.policy.queryOptions());
  return (
    <Page title={t("shell:nav.andonPolicy.label")} purpose={t("shell:nav.andonPolicy.purpose")}>
      {policy.isError && policy.data === undefined && (
        <Failure error={policy.error} retry={() => void policy.refetch()} />
      )}
      {policy.isPending && <Loading />}
      {policy.data !== undefined && <PolicyForm key={policy.data.version} {...policy.data} />}
    </Page>
  );
}

function PolicyForm(props: { policy: AndonPolicy; version: number }) {
  const { t } = useTranslation("andon");
  const api = useApi();
  const inOrder = (steps: AndonPolicy[AndonKind]) =>
    steps.every((step, i) => i === 0 || step.afterMinutes > steps[i - 1]!.afterMinutes)
      ? null
      : t("policy.notInOrder");
  const form = useForm<AndonPolicy>({
    initialValues: props.policy,
    validate: (values) =>
      Object.fromEntries(
        andonKinds.flatMap((kind) => {
          const error = inOrder(values[kind]);
          return error === null ? [] : [[kind, error]];
        }),
      ),
  });
  const save = useCommand(api.andon.updatePolicy, { success: "andon:policy.saved" });
  return (
    <form
      onSubmit={form.onSubmit((policy) => save.mutate({ basedOn: props.version, policy }))}
      noValidate
    >
      <div className={classes.steps}>
        {andonKinds.map((kind) => (
          <KindSteps key={kind} kind={kind} form={form} />
        ))}
      </div>
      <SaveBar isDirty={form.isDirty()} isSaving={save.isPending} onDiscard={form.reset} />
      <UnsavedChangesGuard isDirty={form.isDirty()} />
    </form>
  );
}

function KindSteps(props: { kind: AndonKind; form: UseFormReturnType<AndonPolicy> }) {
  const { t } = useTranslation("andon");
  const { kind, form } = props;
  const steps = form.values[kind];
  const add = () =>
    form.insertListItem(kind, {
      afterMinutes: (steps.at(-1)?.afterMinutes ?? -5) + 5,
      until: "acknowledged",
      recipients: { roles: [], mail: [], webhooks: [] },
    });
  return (
    <Panel title={t(`kinds.${kind}`)}>
      {steps.length === 0 && <p className={classes.quiet}>{t("policy.none")}</p>}
      <ol className={classes.steps}>
        {steps.map((step, i) => (
          <li key={i} className={classes.step}>
            <div className={classes.stepWhen}>
              <NumberInput
                label={t("policy.after")}
                suffix={` ${t("policy.minutes")}`}
                min={0}
                max={1_440}
                allowDecimal={false}
                w={150}
                {...form.getInputProps(`${kind}.${i}.afterMinutes`)}
              />
              <Select
                label={t("policy.until")}
                allowDeselect={false}
                data={(["acknowledged", "resolved"] as const).map((value) => ({
                  value,
                  label: t(`policy.while.${value}`),
                }))}
                {...form.getInputProps(`${kind}.${i}.until`)}
              />
              <ActionIcon
                variant="subtle"
                color="gray"
                size={44}
                ml="auto"
                aria-label={t("policy.remove")}
                onClick={() => form.removeListItem(kind, i)}
              >
                <IconTrash size={18} />
              </ActionIcon>
            </div>
            <RecipientFields
              value={step.recipients}
              onChange={(recipients) => form.setFieldValue(`${kind}.${i}.recipients`, recipients)}
            />
          </li>
        ))}
      </ol>
      {form.errors[kind] !== undefined && <p role="alert">{form.errors[kind]}</p>}
      <Group>
        <Button
          variant="default"
          leftSection={<IconPlus size={16} aria-hidden />}
          disabled={steps.length >= mostSteps}
          onClick={add}
        >
          {t("policy.add")}
        </Button>
      </Group>
    </Panel>
  );
}
