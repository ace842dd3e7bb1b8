import { Group, NumberInput, Select, Switch, Text, TextInput } from "@mantine/core";
import { DateTimePicker } from "@mantine/dates";
import { useForm } from "@mantine/form";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { MachineId, RunId } from "#shared/kernel/id.ts";
import type { RefusalData } from "#shared/kernel/refusal.ts";
import type { RunRow } from "#shared/runs/runs.contract.ts";
import { DrawerForm } from "#shared/ui/form/DrawerForm.tsx";
import { focusFirstError } from "#shared/ui/form/focus-first-error.ts";
import { StaleEditDialog } from "#shared/ui/form/StaleEditDialog.tsx";
import { datePattern } from "#shared/ui/format/date-pattern.ts";
import { numberSigns } from "#shared/ui/format/number-signs.ts";
import { useApi, useClient } from "../../shell/ApiProvider.tsx";
import type { KnownRefusal } from "../../shell/failure.ts";
import { useCommand } from "../../shell/use-command.ts";
import { usePlant } from "../../shell/use-session.ts";
import { useStaleEdit } from "../../shell/use-stale-edit.ts";
import { zonedInstant } from "../ledger/zoned-text.ts";
import { ItemsEditor } from "./ItemsEditor.tsx";
import { OverlapNote } from "./OverlapNote.tsx";
import { ProductPicker } from "./ProductPicker.tsx";
import {
  boundsOf,
  isStored,
  madeOf,
  missingFields,
  runValues,
  type RunDraft,
  type RunValues,
} from "./run-values.ts";

const everything = { limit: 5_000 };

/** Starts a run, or corrects one. */
export function RunDrawer(props: {
  readonly run: RunRow | RunDraft;
  readonly onClose: () => void;
}) {
  const { t, i18n } = useTranslation(["runs", "form"]);
  const api = useApi();
  const client = useClient();
  const queries = useQueryClient();
  const { plant } = usePlant();
  const { run, onClose } = props;
  const stored = isStored(run) ? run : null;
  const [basedOn, setBasedOn] = useState(stored?.version ?? 0);
  const [overlap, setOverlap] = useState<RefusalData["OVERLAP"]["rows"] | null>(null);
  const machines = useQuery(api.machines.list.queryOptions({ input: everything }));
  const form = useForm<RunValues>({
    initialValues: runValues(run, plant.zone),
    validate: (values) =>
      Object.fromEntries(
        missingFields(values).map((field) => [field, t(`runs:drawer.missing.${field}`)]),
      ),
  });
  const stale = useStaleEdit(async () => {
    const { rows } = await client.runs.list({
      machineIds: [run.machineId as MachineId],
      limit: 5_000,
    });
    return rows.find(({ id }) => id === stored?.id) ?? stored!;
  });
  const onRefusal = (refusal: KnownRefusal): boolean => {
    if (refusal.code !== "OVERLAP") return stale.onRefusal(refusal);
    setOverlap(refusal.data.rows);
    return true;
  };
  const options = {
    form,
    onRefusal,
    // Figures of any page may be those of this run.
    onDone: () => {
      void queries.invalidateQueries();
      onClose();
    },
  };
  const start = useCommand(api.runs.start, { ...options, success: "runs:started" });
  const correct = useCommand(api.runs.correct, { ...options, success: "form:saved" });
  const send = (version: number) => {
    setOverlap(null);
    const { values } = form;
    const made = madeOf(values);
    if (stored !== null) {
      correct.mutate({
        id: stored.id as RunId,
        basedOn: version,
        ...made,
        ...boundsOf(values, stored, plant.zone),
      });
      return;
    }
    start.mutate({
      machineId: values.machineId as MachineId,
      ...made,
      at: values.start === null ? null : zonedInstant(values.start, plant.zone),
      source: (run as RunDraft).source,
    });
  };
  const picker = {
    withSeconds: true,
    clearable: true,
    locale: i18n.language,
    valueFormat: datePattern(i18n.language, "seconds"),
  };
  const { values } = form;
  const own = machines.data?.rows.find(({ id }) => id === values.machineId)?.signals;
  const reportsItself = stored === null && (own?.product != null || own?.order != null);
  const errorOf = (field: string) => {
    const error = form.errors[field];
    return typeof error === "string" ? error : undefined;
  };
  return (
    <>
      <DrawerForm
        opened
        onClose={onClose}
        title={stored === null ? t("runs:start") : t("runs:correct")}
        verb={stored === null ? t("runs:start") : t("form:save")}
        isDirty={form.isDirty()}
        isBusy={start.isPending || correct.isPending}
        onSubmit={form.onSubmit(
          () => send(basedOn),
          (errors) => focusFirstError(form, errors),
        )}
      >
        {overlap !== null && <OverlapNote rows={overlap} />}
        <Select
          label={t("runs:drawer.machine")}
          searchable
          disabled={stored !== null}
          allowDeselect={false}
          data={(machines.data?.rows ?? []).map(({ id, code, name }) => ({
            value: id,
            label: `${code} · ${name}`,
          }))}
          description={reportsItself ? t("runs:drawer.reportsItself") : undefined}
          {...form.getInputProps("machineId")}
        />
        <Switch
          label={t("runs:drawer.combined")}
          description={t("runs:drawer.combinedText")}
          {...form.getInputProps("isCombined", { type: "checkbox" })}
        />
        {values.isCombined ? (
          <ItemsEditor
            items={values.items}
            isOneCycle={values.isOneCycle}
            error={errorOf("items")}
            onItems={(items) => form.setFieldValue("items", items)}
            onOneCycle={(isOneCycle) => form.setFieldValue("isOneCycle", isOneCycle)}
          />
        ) : (
          <>
            <ProductPicker
              label={t("runs:drawer.product")}
              clearable
              named={run.productCode}
              data-autofocus={(stored === null && run.machineId !== null) || undefined}
              {...form.getInputProps("productCode")}
            />
            <TextInput
              label={t("runs:drawer.order")}
              maxLength={60}
              {...form.getInputProps("orderNo")}
            />
          </>
        )}
        <Group grow gap="sm" align="start">
          <NumberInput
            label={t("runs:drawer.target")}
            description={t("runs:drawer.targetText")}
            min={1}
            max={1_000_000_000}
            allowDecimal={false}
            thousandSeparator={numberSigns(i18n.language).thousand}
            decimalSeparator={numberSigns(i18n.language).decimal}
            {...form.getInputProps("target")}
          />
          {!values.isCombined && (
            <NumberInput
              label={t("runs:drawer.cavities")}
              description={t("runs:drawer.cavitiesText")}
              min={1}
              max={1_000}
              allowDecimal={false}
              {...form.getInputProps("cavities")}
            />
          )}
        </Group>
        <DateTimePicker
          {...picker}
          clearable={stored === null}
          label={t("runs:drawer.start")}
          placeholder={t("runs:drawer.now")}
          {...form.getInputProps("start")}
          error={form.errors.start ?? form.errors.at}
        />
        {stored !== null && (
          <DateTimePicker
            {...picker}
            label={t("runs:drawer.end")}
            placeholder={t("runs:stillRunning")}
            {...form.getInputProps("end")}
          />
        )}
        {stored !== null && (
          <Text size="sm" c="dimmed">
            {t("runs:drawer.recomputed")}
          </Text>
        )}
      </DrawerForm>
      <StaleEditDialog<RunValues>
        theirs={stale.theirs && runValues(stale.theirs, plant.zone)}
        mine={values}
        fields={(["productCode", "orderNo", "target", "cavities", "start", "end"] as const).map(
          (key) => ({
            key,
            label: t(`runs:drawer.${fieldNames[key]}`),
            text: (of: RunValues) => String(of[key] ?? "–") || "–",
          }),
        )}
        onTakeTheirs={() => {
          const { theirs } = stale;
          if (theirs === null) return;
          form.setInitialValues(runValues(theirs, plant.zone));
          form.setValues(runValues(theirs, plant.zone));
          setBasedOn(theirs.version);
          stale.close();
        }}
        onPutMine={() => {
          const { theirs } = stale;
          if (theirs === null) return;
          setBasedOn(theirs.version);
          stale.close();
          send(theirs.version);
        }}
        onClose={stale.close}
      />
    </>
  );
}

const fieldNames = {
  productCode: "product",
  orderNo: "order",
  target: "target",
  cavities: "cavities",
  start: "start",
  end: "end",
} as const;
