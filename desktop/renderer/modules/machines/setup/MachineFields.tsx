import { NumberInput, Select, Textarea, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { machineKinds } from "#shared/machines/machine-kind.ts";
import { useApi } from "../../../shell/ApiProvider.tsx";
import { usePlant } from "../../../shell/use-session.ts";
import type { MachineValues } from "./machine-values.ts";

const everyConnection = { limit: 5_000 };

/** Name, kind, connection and calendar of a machine. */
export function MachineFields(props: {
  form: UseFormReturnType<MachineValues>;
  isNew: boolean;
  isDisabled?: boolean;
}) {
  const { t } = useTranslation(["setup", "form", "machines"]);
  const api = useApi();
  const { plant } = usePlant();
  const { form, isNew, isDisabled = false } = props;
  const connections = useQuery(api.connections.list.queryOptions({ input: everyConnection }));
  const patterns = useQuery(api.shifts.patterns.queryOptions());
  return (
    <>
      <TextInput
        label={t("form:code")}
        description={isNew ? t("setup:codeHint") : undefined}
        placeholder="PRESS-1"
        maxLength={20}
        disabled={!isNew || isDisabled}
        data-autofocus={isNew || undefined}
        {...form.getInputProps("code")}
        onChange={(event) => form.setFieldValue("code", event.currentTarget.value.toUpperCase())}
      />
      <TextInput label={t("form:name")} disabled={isDisabled} {...form.getInputProps("name")} />
      <Select
        label={t("setup:kind.label")}
        description={t("setup:kind.hint")}
        allowDeselect={false}
        disabled={isDisabled}
        data={machineKinds.map((value) => ({ value, label: t(`machines:kinds.${value}`) }))}
        {...form.getInputProps("kind")}
      />
      <Select
        label={t("setup:connection.label")}
        description={t("setup:connection.hint")}
        placeholder={t("form:none")}
        searchable
        clearable
        disabled={isDisabled}
        data={(connections.data?.rows ?? []).map((row) => ({
          value: row.id,
          label: `${row.code} · ${row.name}`,
        }))}
        {...form.getInputProps("connectionId")}
      />
      <Select
        label={t("setup:pattern.label")}
        description={t("setup:pattern.hint")}
        placeholder={t("setup:pattern.none")}
        searchable
        clearable
        disabled={isDisabled}
        data={(patterns.data?.rows ?? []).map((row) => ({
          value: row.id,
          label: `${row.code} · ${row.pattern.name}`,
        }))}
        {...form.getInputProps("shiftPatternId")}
      />
      <NumberInput
        label={t("setup:minor.label")}
        description={t("setup:minor.hint")}
        placeholder={t("setup:minor.asPlant", { seconds: plant.policy.minorStopMs / 1_000 })}
        suffix=" s"
        min={0}
        max={86_400}
        disabled={isDisabled}
        decimalSeparator={t("setup:decimalSign")}
        {...form.getInputProps("minorStop")}
      />
      <NumberInput
        label={t("setup:minimumRun.label")}
        description={t("setup:minimumRun.hint")}
        placeholder={t("setup:minor.asPlant", { seconds: plant.policy.minimumRunMs / 1_000 })}
        suffix=" s"
        min={0}
        max={3_600}
        disabled={isDisabled}
        decimalSeparator={t("setup:decimalSign")}
        {...form.getInputProps("minimumRun")}
      />
      <Textarea
        label={t("setup:description")}
        autosize
        minRows={2}
        maxLength={500}
        disabled={isDisabled}
        {...form.getInputProps("description")}
      />
    </>
  );
}
