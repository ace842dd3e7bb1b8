import { Alert, NumberInput, Select, Text, TextInput } from "@mantine/core";
import { DateTimePicker } from "@mantine/dates";
import { useForm } from "@mantine/form";
import { IconCalculator } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Id } from "#shared/kernel/id.ts";
import type { IdealCycleRow } from "#shared/products/products.contract.ts";
import { DrawerForm } from "#shared/ui/form/DrawerForm.tsx";
import { focusFirstError } from "#shared/ui/form/focus-first-error.ts";
import { StaleEditDialog } from "#shared/ui/form/StaleEditDialog.tsx";
import { datePattern } from "#shared/ui/format/date-pattern.ts";
import { numberSigns } from "#shared/ui/format/number-signs.ts";
import { useApi, useClient } from "../../shell/ApiProvider.tsx";
import { useCommand } from "../../shell/use-command.ts";
import { useFormat } from "../../shell/use-format.ts";
import { usePlant } from "../../shell/use-session.ts";
import { useStaleEdit } from "../../shell/use-stale-edit.ts";
import { PreviewChangeButton } from "../rules/PreviewChangeButton.tsx";
import {
  cycleSecondsText,
  idealPerMinute,
  instantOfWallClock,
  readCycleSeconds,
  wallClockOf,
} from "./cycle-time.ts";

interface CycleDrawerProps {
  readonly cycle: IdealCycleRow | "new";
  readonly product?: { readonly id: string; readonly name: string };
  readonly machine?: { readonly id: string; readonly name: string };
  readonly onClose: () => void;
}

const everything = { limit: 5_000 };

/** Adds a dated ideal cycle, or corrects one. */
export function CycleDrawer(props: CycleDrawerProps) {
  const { t, i18n } = useTranslation(["products", "form", "rules"]);
  const api = useApi();
  const client = useClient();
  const format = useFormat();
  const { plant, now } = usePlant();
  const { cycle, product, machine, onClose } = props;
  const isNew = cycle === "new";
  const sign = numberSigns(i18n.language).decimal;
  const [basedOn, setBasedOn] = useState(isNew ? 0 : cycle.version);
  const machines = useQuery(api.machines.list.queryOptions({ input: everything, enabled: isNew }));
  const products = useQuery(api.products.list.queryOptions({ input: everything, enabled: isNew }));
  const valuesOf = (row: IdealCycleRow | "new") =>
    row === "new"
      ? {
          productId: product?.id ?? null,
          machineId: machine?.id ?? null,
          seconds: "",
          cavities: 1 as number | string,
          validFrom: wallClockOf(now(), plant.zone),
        }
      : {
          productId: row.productId,
          machineId: row.machineId,
          seconds: cycleSecondsText(row.cycleUs, sign),
          cavities: row.cavities as number | string,
          validFrom: wallClockOf(row.validFrom, plant.zone),
        };
  const form = useForm({
    initialValues: valuesOf(cycle),
    validateInputOnBlur: true,
    validate: {
      productId: (value) => (value === null ? t("products:cycles.chooseProduct") : null),
      machineId: (value) => (value === null ? t("products:cycles.chooseMachine") : null),
      seconds: (value) => {
        const reading = readCycleSeconds(value);
        return reading.ok ? null : t(`products:cycles.issues.${reading.issue}`);
      },
      cavities: (value) =>
        Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 1_000
          ? null
          : t("products:cycles.issues.cavities"),
      validFrom: (value) =>
        instantOfWallClock(value, plant.zone) === null
          ? t("products:cycles.issues.validFrom")
          : null,
    },
  });
  const stale = useStaleEdit(async () => {
    const { rows } = await client.products.cycles(
      isNew ? {} : { productId: cycle.productId as Id<"product"> },
    );
    return rows.find((row) => !isNew && row.id === cycle.id)!;
  });
  const options = {
    form,
    success: "products:cycles.saved",
    onDone: onClose,
    onRefusal: stale.onRefusal,
    fieldOf: (path: string) => (path === "cycleUs" ? "seconds" : path),
  };
  const create = useCommand(api.products.addCycle, options);
  const update = useCommand(api.products.updateCycle, options);
  const store = (version: number) => {
    const { values } = form;
    const reading = readCycleSeconds(values.seconds);
    const validFrom = instantOfWallClock(values.validFrom, plant.zone);
    if (!reading.ok || validFrom === null) return;
    const cycleUs = reading.cycleUs;
    const cavities = Number(values.cavities);
    if (isNew)
      create.mutate({
        productId: values.productId as Id<"product">,
        machineId: values.machineId as Id<"machine">,
        cycleUs,
        cavities,
        validFrom,
      });
    // Picking a date cuts to the minute; an untouched date keeps its seconds.
    else
      update.mutate({
        id: cycle.id as Id<"ideal-cycle">,
        basedOn: version,
        cycleUs,
        cavities,
        ...(values.validFrom === wallClockOf(cycle.validFrom, plant.zone) ? {} : { validFrom }),
      });
  };
  const typed = readCycleSeconds(form.values.seconds);
  const validFrom = instantOfWallClock(form.values.validFrom, plant.zone);
  return (
    <>
      <DrawerForm
        opened
        onClose={onClose}
        title={isNew ? t("products:cycles.add") : t("products:cycles.edit")}
        verb={isNew ? t("products:cycles.add") : t("form:save")}
        isDirty={form.isDirty()}
        isBusy={create.isPending || update.isPending}
        extra={
          <PreviewChangeButton
            title={t("rules:preview.ofCycle")}
            change={
              typed.ok && form.values.productId !== null && form.values.machineId !== null
                ? {
                    kind: "ideal_cycle",
                    productId: form.values.productId as Id<"product">,
                    machineId: form.values.machineId as Id<"machine">,
                    cycleUs: typed.cycleUs,
                    cavities: Number(form.values.cavities) || 1,
                  }
                : null
            }
          />
        }
        onSubmit={form.onSubmit(
          () => store(basedOn),
          (errors) => focusFirstError(form, errors),
        )}
      >
        {product === undefined && (
          <Select
            label={t("products:one")}
            searchable
            disabled={!isNew}
            data={
              isNew
                ? (products.data?.rows ?? []).map((row) => ({
                    value: row.id,
                    label: `${row.code} · ${row.name}`,
                  }))
                : [{ value: cycle.productId, label: `${cycle.productCode} · ${cycle.productName}` }]
            }
            {...form.getInputProps("productId")}
          />
        )}
        {machine === undefined && (
          <Select
            label={t("products:cycles.machine")}
            searchable
            openOnFocus={false}
            disabled={!isNew}
            data-autofocus={isNew || undefined}
            data={
              isNew
                ? (machines.data?.rows ?? []).map((row) => ({
                    value: row.id,
                    label: `${row.code} · ${row.name}`,
                  }))
                : [{ value: cycle.machineId, label: `${cycle.machineCode} · ${cycle.machineName}` }]
            }
            {...form.getInputProps("machineId")}
          />
        )}
        <TextInput
          label={t("products:cycles.seconds")}
          description={t("products:cycles.secondsHint")}
          inputMode="decimal"
          autoComplete="off"
          rightSection={
            <Text size="sm" c="dimmed">
              s
            </Text>
          }
          {...form.getInputProps("seconds")}
        />
        <NumberInput
          label={t("products:cycles.cavities")}
          description={t("products:cycles.cavitiesHint")}
          min={1}
          max={1_000}
          allowDecimal={false}
          {...form.getInputProps("cavities")}
        />
        <Text size="sm" c="dimmed" aria-live="polite">
          {typed.ok && Number(form.values.cavities) > 0
            ? t("products:cycles.means", {
                rate: format.number(idealPerMinute(typed.cycleUs, Number(form.values.cavities))),
              })
            : t("products:cycles.meansNothing")}
        </Text>
        <DateTimePicker
          label={t("products:cycles.from")}
          description={t("products:cycles.fromHint", { zone: plant.zone })}
          locale={i18n.language}
          valueFormat={datePattern(i18n.language, "minutes")}
          {...form.getInputProps("validFrom")}
          onChange={(value) => form.setFieldValue("validFrom", value ?? "")}
        />
        {validFrom !== null && (
          <Alert icon={<IconCalculator size={18} />} color="gray" variant="light">
            {validFrom < now() - 60_000
              ? t("products:cycles.recomputePast", { from: format.dateTime(validFrom) })
              : t("products:cycles.recomputeNow", { from: format.dateTime(validFrom) })}
          </Alert>
        )}
      </DrawerForm>
      <StaleEditDialog
        theirs={stale.theirs && valuesOf(stale.theirs)}
        mine={form.values}
        fields={[
          {
            key: "seconds",
            label: t("products:cycles.seconds"),
            text: (values) => `${values.seconds} s`,
          },
          {
            key: "cavities",
            label: t("products:cycles.cavities"),
            text: (values) => String(values.cavities),
          },
          { key: "from", label: t("products:cycles.from"), text: (values) => values.validFrom },
        ]}
        onTakeTheirs={() => {
          if (stale.theirs !== null) {
            form.setInitialValues(valuesOf(stale.theirs));
            form.setValues(valuesOf(stale.theirs));
            setBasedOn(stale.theirs.version);
          }
          stale.close();
        }}
        onPutMine={() => {
          if (stale.theirs !== null) {
            setBasedOn(stale.theirs.version);
            store(stale.theirs.version);
          }
          stale.close();
        }}
        onClose={stale.close}
      />
    </>
  );
}
