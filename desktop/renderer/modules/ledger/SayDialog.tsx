import { Button, Group, Modal, Select, Stack, Text, TextInput } from "@mantine/core";
import { DateTimePicker } from "@mantine/dates";
import { useForm } from "@mantine/form";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { MachineId } from "#shared/kernel/id.ts";
import { machineStates, type MachineState } from "#shared/machines/machine-state.ts";
import { datePattern } from "#shared/ui/format/date-pattern.ts";
import { useApi } from "../../shell/ApiProvider.tsx";
import { useCommand } from "../../shell/use-command.ts";
import { useFormat } from "../../shell/use-format.ts";
import { usePlant } from "../../shell/use-session.ts";
import { zonedInstant, zonedText } from "./zoned-text.ts";

interface SayDialogProps {
  readonly machineId: MachineId;
  readonly machineCode: string;
  /** The unknown stretch that is spoken of. */
  readonly span: { readonly start: number; readonly end: number };
  readonly close: () => void;
}

type SaidState = Exclude<MachineState, "unknown">;
const said = machineStates.filter((state): state is SaidState => state !== "unknown");

interface Values {
  /** `YYYY-MM-DD HH:MM:SS` by the plant's clock; null while nothing is chosen. */
  from: string | null;
  to: string | null;
  state: SaidState;
  note: string;
}

/** A person says what the machine did while nobody measured: state, time within the stretch, and how they know. */
export function SayDialog({ machineId, machineCode, span, close }: SayDialogProps) {
  const { t, i18n } = useTranslation("ledger");
  const api = useApi();
  const format = useFormat();
  const queries = useQueryClient();
  const { plant } = usePlant();
  // A stretch begins and ends within a second; what is not changed is taken to the millisecond.
  const shown = { from: zonedText(span.start, plant.zone), to: zonedText(span.end, plant.zone) };
  const instantOf = (field: "from" | "to", text: string | null): number | null =>
    text === null
      ? null
      : text === shown[field]
        ? span[field === "from" ? "start" : "end"]
        : zonedInstant(text, plant.zone);
  const picker = {
    withSeconds: true,
    locale: i18n.language,
    valueFormat: datePattern(i18n.language, "seconds"),
    minDate: shown.from,
    maxDate: shown.to,
  };
  const form = useForm<Values>({
    initialValues: { ...shown, state: "stopped", note: "" },
    validate: {
      note: (note) => (note.trim() === "" ? t("say.noteMissing") : null),
      to: (to, values) => {
        const [start, end] = [instantOf("from", values.from), instantOf("to", to)];
        return start === null || end === null || start >= end ? t("say.span") : null;
      },
    },
  });
  const declare = useCommand(api.ledger.declareState, {
    form,
    success: "ledger:say.saved",
    onDone: () => {
      void queries.invalidateQueries();
      close();
    },
  });
  return (
    <Modal opened onClose={close} title={t("say.title", { code: machineCode })}>
      <form
        onSubmit={form.onSubmit(({ from, to, state, note }) => {
          const [start, end] = [instantOf("from", from), instantOf("to", to)];
          if (start !== null && end !== null)
            declare.mutate({ machineId, from: start, to: end, state, note });
        })}
      >
        <Stack gap="sm">
          <Text size="sm">{t("say.text", { time: format.duration(span.end - span.start) })}</Text>
          <Group grow gap="sm" align="start">
            <DateTimePicker {...picker} label={t("say.from")} {...form.getInputProps("from")} />
            <DateTimePicker {...picker} label={t("say.to")} {...form.getInputProps("to")} />
          </Group>
          <Select
            label={t("say.state")}
            allowDeselect={false}
            data={said.map((state) => ({ value: state, label: t(`shell:states.${state}`) }))}
            {...form.getInputProps("state")}
          />
          <TextInput
            label={t("say.note")}
            description={t("say.noteHint")}
            maxLength={200}
            data-autofocus
            {...form.getInputProps("note")}
          />
          <Group justify="flex-end" gap="xs" mt="xs">
            <Button variant="default" onClick={close}>
              {t("shell:cancel")}
            </Button>
            <Button type="submit" loading={declare.isPending}>
              {t("say.save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
