import { Button, Group, Modal, Stack, Text, Textarea } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { AndonKind } from "#shared/andon/andon-kind.ts";
import type { MachineId } from "#shared/kernel/id.ts";
import { useApi } from "../../shell/ApiProvider.tsx";
import { useCommand } from "../../shell/use-command.ts";
import { kindIcons } from "./kind-icons.ts";

interface CallDialogProps {
  readonly machineId: MachineId;
  readonly machine: string;
  readonly kind: AndonKind;
  readonly onClose: () => void;
}

const longestNote = 300;

/** Calls from a machine; a note helps whoever comes, and may stay empty. */
export function CallDialog({ machineId, machine, kind, onClose }: CallDialogProps) {
  const { t } = useTranslation("andon");
  const api = useApi();
  const [note, setNote] = useState("");
  const call = useCommand(api.andon.call, { success: "andon:called", onDone: onClose });
  const Icon = kindIcons[kind];
  return (
    <Modal opened onClose={onClose} title={t(`call.${kind}`)}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          call.mutate({ machineId, kind, note });
        }}
      >
        <Stack gap="md">
          <Text size="sm">{t("callText", { machine })}</Text>
          <Textarea
            label={t("note")}
            description={t("noteHint")}
            autosize
            minRows={2}
            maxLength={longestNote}
            data-autofocus
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" size="md" onClick={onClose}>
              {t("shell:cancel")}
            </Button>
            <Button
              type="submit"
              size="md"
              loading={call.isPending}
              leftSection={<Icon size={20} aria-hidden />}
            >
              {t(`call.${kind}`)}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
