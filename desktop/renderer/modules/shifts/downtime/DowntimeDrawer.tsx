import { Button, Select, Text, TextInput } from "@mantine/core";
import { DateTimePicker } from "@mantine/dates";
import { useForm } from "@mantine/form";
import { IconTrash } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Id } from "#shared/kernel/id.ts";
import { downtimeIssues } from "#shared/shifts/planned-downtime.ts";
import type { PlannedDowntimeRow } from "#shared/shifts/shifts.contract.ts";
import { ConfirmDialog } from "#shared/ui/form/ConfirmDialog.tsx";
import { DrawerForm } from "#shared/ui/form/DrawerForm.tsx";
import { focusFirstError } from "#shared/ui/form/focus-first-error.ts";
import { StaleEditDialog } from "#shared/ui/form/StaleEditDialog.tsx";
import { datePattern } from "#shared/ui/format/date-pattern.ts";
import { useApi, useClient } from "../../../shell/ApiProvider.tsx";
import { Callout } from "../../../shell/Callout.tsx";
import { ruleText } from "../../../shell/refusal-text.ts";
import { useCommand } from "../../../shell/use-command.ts";
import { useFormat } from "../../../shell/use-format.ts";
import { usePlant } from "../../../shell/use-session.ts";
import { useStaleEdit } from "../../../shell/use-stale-edit.ts";
import {
  downtimeValues,
  readDowntime,
  type DowntimeSpan,
  type DowntimeValues,
} from "./downtime-values.ts";

interface DowntimeDrawerProps {
  /** A stored stretch to change, or a new one as it begins. */
  readonly stretch: PlannedDowntimeRow | DowntimeSpan;
  readonly onClose: () => void;
}

const everything = { limit: 5_000 };
const isStored = (stretch: DowntimeDrawerProps["stretch"]): stretch is PlannedDowntimeRow =>
  "version" in stretch;

/** Plans time in shifts that is not worked, changes it, or takes it back. */
export function DowntimeDrawer({ stretch, onClose }: DowntimeDrawerProps) {
  const { t, i18n } = useTranslation(["shift-work", "form"]);
  const api = useApi();
  const client = useClient();
  const format = useFormat();
  const queries = useQueryClient();
  const { plant, now } = usePlant();
  const stored = isStored(stretch) ? stretch : null;
  const [basedOn, setBasedOn] = useState(stored?.version ?? 0);
  const [isRemoving, setRemoving] = useState(false);
  const machines = useQuery(api.machines.list.queryOptions({ input: everything }));
  const form = useForm<DowntimeValues>({
    initialValues: downtimeValues(stretch, plant.zone),
    validate: (values) => {
      const read = readDowntime(values, stretch, plant.zone);
      const issue = read === null ? undefined : downtimeIssues(read)[0];
      return {
        ...(values.name.trim() === "" ? { name: t("shift-work:downtime.nameMissing") } : {}),
        ...(values.from === null ? { from: t("shift-work:downtime.timeMissing") } : {}),
        ...(values.to === null ? { to: t("shift-work:downtime.timeMissing") } : {}),
        ...(issue === undefined ? {} : { to: ruleText(issue.message, t) }),
      };
    },
  });
  const stale = useStaleEdit(async () => {
    const around = { from: stretch.from - 1, to: stretch.to + 1 };
    const { rows } = await client.shifts.downtime({ range: around });
    return rows.find((row) => row.id === stored?.id) ?? stored!;
  });
  const options = {
    form,
    onRefusal: stale.onRefusal,
    // Figures of any page may be those of this time.
    onDone: () => {
      void queries.invalidateQueries();
      onClose();
    },
  };
  const create = useCommand(api.shifts.createDowntime, {
    ...options,
    success: "shift-work:downtime.added",
  });
  const update = useCommand(api.shifts.updateDowntime, { ...options, success: "form:saved" });
  const remove = useCommand(api.shifts.removeDowntime, {
    ...options,
    success: "shift-work:downtime.removed",
  });
  const read = readDowntime(form.values, stretch, plant.zone);
  const send = (version: number) => {
    if (read === null) return;
    const span = { ...read, machineId: read.machineId as Id<"machine"> | null };
    if (stored === null) create.mutate(span);
    else update.mutate({ ...span, id: stored.id as Id<"planned-downtime">, basedOn: version });
  };
  const picker = {
    withSeconds: false,
    locale: i18n.language,
    valueFormat: datePattern(i18n.language, "minutes"),
  };
  return (
    <>
      <DrawerForm
        opened
        onClose={onClose}
        title={t(stored === null ? "shift-work:downtime.add" : "shift-work:downtime.edit")}
        verb={stored === null ? t("shift-work:downtime.add") : t("form:save")}
        isDirty={form.isDirty()}
        isBusy={create.isPending || update.isPending}
        onSubmit={form.onSubmit(
          () => send(basedOn),
          (errors) => focusFirstError(form, errors),
        )}
        extra={
          stored !== null && (
            <Button
              variant="subtle"
              color="red.8"
              leftSection={<IconTrash size={16} aria-hidden />}
              onClick={() => setRemoving(true)}
            >
              {t("form:remove")}
            </Button>
          )
        }
      >
        <Text size="sm" c="dimmed">
          {t("shift-work:downtime.text")}
        </Text>
        <TextInput
          label={t("shift-work:downtime.name")}
          placeholder={t("shift-work:downtime.nameHint")}
          maxLength={200}
          data-autofocus
          {...form.getInputProps("name")}
        />
        <Select
          label={t("shift-work:downtime.where")}
          searchable
          allowDeselect={false}
          data={[
            { value: "", label: t("shift-work:downtime.plant") },
            ...(machines.data?.rows ?? []).map((row) => ({
              value: row.id,
              label: `${row.code} · ${row.name}`,
            })),
          ]}
          {...form.getInputProps("machineId")}
        />
        <DateTimePicker
          {...picker}
          label={t("shift-work:downtime.from")}
          {...form.getInputProps("from")}
        />
        <DateTimePicker
          {...picker}
          label={t("shift-work:downtime.to")}
          {...form.getInputProps("to")}
        />
        {read !== null && read.to > read.from && (
          <Text size="sm">{format.duration(read.to - read.from)}</Text>
        )}
        {read !== null && read.from < now() && (
          <Callout tone="notice" title={t("shift-work:downtime.entered.title")}>
            <span>{t("shift-work:downtime.entered.text")}</span>
          </Callout>
        )}
      </DrawerForm>
      <ConfirmDialog
        opened={isRemoving}
        title={t("shift-work:downtime.remove")}
        verb={t("shift-work:downtime.remove")}
        isDangerous
        isBusy={remove.isPending}
        onConfirm={() =>
          stored !== null && remove.mutate({ id: stored.id as Id<"planned-downtime">, basedOn })
        }
        onClose={() => setRemoving(false)}
      >
        <Text size="sm">
          {t("shift-work:downtime.removeText", {
            name: stretch.name,
            time: format.duration(stretch.to - stretch.from),
          })}
        </Text>
      </ConfirmDialog>
      <StaleEditDialog
        theirs={stale.theirs && downtimeValues(stale.theirs, plant.zone)}
        mine={form.values}
        fields={[
          { key: "name", label: t("shift-work:downtime.name"), text: (values) => values.name },
          {
            key: "machineId",
            label: t("shift-work:downtime.where"),
            text: ({ machineId }) =>
              machines.data?.rows.find((row) => row.id === machineId)?.code ??
              t("shift-work:downtime.plant"),
          },
          {
            key: "from",
            label: t("shift-work:downtime.from"),
            text: (values) => values.from ?? "–",
          },
          { key: "to", label: t("shift-work:downtime.to"), text: (values) => values.to ?? "–" },
        ]}
        onTakeTheirs={() => {
          if (stale.theirs !== null) {
            form.setValues(downtimeValues(stale.theirs, plant.zone));
            setBasedOn(stale.theirs.version);
          }
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
    </>
  );
}
