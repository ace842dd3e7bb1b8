import { Button, Group, Paper, Stack, Text } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { displayName } from "#shared/kernel/code.ts";
import type { Id } from "#shared/kernel/id.ts";
import type { MachineRow } from "#shared/machines/machines.contract.ts";
import { ConfirmDialog } from "#shared/ui/form/ConfirmDialog.tsx";
import { focusFirstError } from "#shared/ui/form/focus-first-error.ts";
import { SaveBar } from "#shared/ui/form/SaveBar.tsx";
import { StaleEditDialog } from "#shared/ui/form/StaleEditDialog.tsx";
import { UnsavedChangesGuard } from "#shared/ui/form/UnsavedChangesGuard.tsx";
import { useApi, useClient } from "../../../shell/ApiProvider.tsx";
import { fieldRule } from "../../../shell/field-rule.ts";
import { useCommand } from "../../../shell/use-command.ts";
import { usePlant, useSession } from "../../../shell/use-session.ts";
import { useStaleEdit } from "../../../shell/use-stale-edit.ts";
import { limitMs, machineFieldOf, machineValues, type MachineValues } from "./machine-values.ts";
import { setupChange } from "./setup-change.ts";
import { MachineFields } from "./MachineFields.tsx";
import { PreviewChangeButton } from "../../rules/PreviewChangeButton.tsx";
import { useMachineSummary } from "./use-machine-summary.ts";

/** The general facts of a machine, and taking it out of use. */
export function MachineGeneralForm(props: { machine: MachineRow }) {
  const { t } = useTranslation(["setup", "form", "rules"]);
  const api = useApi();
  const client = useClient();
  const { may } = useSession();
  const { plant } = usePlant();
  const { machine } = props;
  const id = machine.id as Id<"machine">;
  const [basedOn, setBasedOn] = useState(machine.version);
  const [isAsking, setAsking] = useState(false);
  const form = useForm<MachineValues>({
    initialValues: machineValues(machine),
    validateInputOnBlur: true,
    validate: { name: fieldRule(displayName, t) },
  });
  const follow = (stored: MachineRow) => {
    form.setInitialValues(machineValues(stored));
    form.setValues(machineValues(stored));
    setBasedOn(stored.version);
    setAsking(false);
  };
  const stale = useStaleEdit(() => client.machines.get({ id }));
  const save = useCommand(api.machines.update, {
    form,
    success: "form:saved",
    onDone: follow,
    onRefusal: stale.onRefusal,
    fieldOf: machineFieldOf,
  });
  const send = (version: number) => {
    const {
      code: _code,
      minorStop,
      minimumRun,
      connectionId,
      shiftPatternId,
      ...rest
    } = form.values;
    save.mutate({
      id,
      basedOn: version,
      ...rest,
      connectionId: connectionId as Id<"connection"> | null,
      shiftPatternId: shiftPatternId as Id<"shift-pattern"> | null,
      minorStopMs: limitMs(minorStop),
      minimumRunMs: limitMs(minimumRun),
    });
  };
  const mayEdit = may("machine:update");
  return (
    <form
      noValidate
      onSubmit={form.onSubmit(
        () => send(basedOn),
        (errors) => focusFirstError(form, errors),
      )}
    >
      <Stack gap="md" maw={620}>
        <Paper withBorder p="md" radius="md">
          <Stack gap="md">
            <MachineFields form={form} isNew={false} isDisabled={!mayEdit} />
          </Stack>
        </Paper>
        {mayEdit && (
          <Group>
            <PreviewChangeButton
              title={t("rules:preview.ofMachine")}
              change={setupChange(machine, form.values, plant.policy)}
            />
            {machine.isActive ? (
              <Button variant="default" onClick={() => setAsking(true)}>
                {t("setup:deactivate.verb")}
              </Button>
            ) : (
              <Button
                variant="default"
                loading={save.isPending}
                onClick={() => save.mutate({ id, basedOn, isActive: true })}
              >
                {t("form:activate")}
              </Button>
            )}
          </Group>
        )}
        <SaveBar isDirty={form.isDirty()} isSaving={save.isPending} onDiscard={form.reset} />
      </Stack>
      <UnsavedChangesGuard isDirty={form.isDirty()} />
      <ConfirmDialog
        opened={isAsking}
        title={t("setup:deactivate.title", { name: machine.name })}
        verb={t("setup:deactivate.verb")}
        isBusy={save.isPending}
        onConfirm={() => save.mutate({ id, basedOn, isActive: false })}
        onClose={() => setAsking(false)}
      >
        <Text size="sm">{t("setup:deactivate.text")}</Text>
        <Text size="sm">{t("setup:deactivate.kept")}</Text>
      </ConfirmDialog>
      <StaleEditDialog
        theirs={stale.theirs && machineValues(stale.theirs)}
        mine={form.values}
        fields={useMachineSummary()}
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
