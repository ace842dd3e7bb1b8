import { useForm } from "@mantine/form";
import { useTranslation } from "react-i18next";
import { displayName, machineCode } from "#shared/kernel/code.ts";
import type { Id } from "#shared/kernel/id.ts";
import type { MachineRow } from "#shared/machines/machines.contract.ts";
import { DrawerForm } from "#shared/ui/form/DrawerForm.tsx";
import { focusFirstError } from "#shared/ui/form/focus-first-error.ts";
import { useApi } from "../../../shell/ApiProvider.tsx";
import { fieldRule } from "../../../shell/field-rule.ts";
import { useCommand } from "../../../shell/use-command.ts";
import { limitMs, machineFieldOf, newMachine, type MachineValues } from "./machine-values.ts";
import { MachineFields } from "./MachineFields.tsx";

/** Adds a machine; its tags and signal rules come next, on its own page. */
export function NewMachineDrawer(props: {
  onClose: () => void;
  onAdded: (machine: MachineRow) => void;
}) {
  const { t } = useTranslation(["setup", "form"]);
  const api = useApi();
  const form = useForm<MachineValues>({
    initialValues: newMachine,
    validateInputOnBlur: true,
    validate: { code: fieldRule(machineCode, t), name: fieldRule(displayName, t) },
  });
  const create = useCommand(api.machines.create, {
    form,
    onDone: props.onAdded,
    fieldOf: machineFieldOf,
  });
  return (
    <DrawerForm
      opened
      onClose={props.onClose}
      title={t("setup:add")}
      verb={t("setup:add")}
      isDirty={form.isDirty()}
      isBusy={create.isPending}
      onSubmit={form.onSubmit(
        ({ minorStop, minimumRun, connectionId, shiftPatternId, ...rest }) =>
          create.mutate({
            ...rest,
            connectionId: connectionId as Id<"connection"> | null,
            shiftPatternId: shiftPatternId as Id<"shift-pattern"> | null,
            minorStopMs: limitMs(minorStop),
            minimumRunMs: limitMs(minimumRun),
          }),
        (errors) => focusFirstError(form, errors),
      )}
    >
      <MachineFields form={form} isNew />
    </DrawerForm>
  );
}
