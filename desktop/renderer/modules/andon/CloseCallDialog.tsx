import { Button, Group, Modal, Stack, Textarea } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { CallRow } from "#shared/andon/andon.contract.ts";
import type { AndonCallId } from "#shared/kernel/id.ts";
import { useApi } from "../../shell/ApiProvider.tsx";
import { useCommand } from "../../shell/use-command.ts";

interface CloseCallProps {
  readonly call: CallRow;
  /** `resolve`: say what was done; `cancel`: take it back. */
  readonly how: "resolve" | "cancel";
  readonly onClose: () => void;
}

/** Ends a call: with what was done, or by taking it back. */
export function CloseCallDialog({ call, how, onClose }: CloseCallProps) {
  const { t } = useTranslation("andon");
  const api = useApi();
  const [words, setWords] = useState("");
  const resolve = useCommand(api.andon.resolve, { success: "andon:resolved", onDone: onClose });
  const cancel = useCommand(api.andon.cancel, { success: "andon:cancelled", onDone: onClose });
  const id = call.id as AndonCallId;
  const isMissing = how === "resolve" && words.trim() === "";
  const [wasTried, setTried] = useState(false);
  const submit = () => {
    setTried(true);
    if (isMissing) return;
    if (how === "resolve") resolve.mutate({ id, resolution: words });
    else cancel.mutate({ id, reason: words });
  };
  const title = `${t(`kinds.${call.kind}`)} · ${call.machineCode}`;
  return (
    <Modal opened onClose={onClose} title={title}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Stack gap="md">
          <Textarea
            label={t(`${how}.label`)}
            description={t(`${how}.hint`)}
            autosize
            minRows={2}
            maxLength={300}
            data-autofocus
            value={words}
            error={wasTried && isMissing ? t("resolve.missing") : null}
            onChange={(event) => setWords(event.currentTarget.value)}
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" size="md" onClick={onClose}>
              {t("shell:cancel")}
            </Button>
            <Button type="submit" size="md" loading={resolve.isPending || cancel.isPending}>
              {t(`${how}.verb`)}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
