import { Button, Group } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { CallRow } from "#shared/andon/andon.contract.ts";
import type { AndonCallId } from "#shared/kernel/id.ts";
import { useApi } from "../../shell/ApiProvider.tsx";
import { useCommand } from "../../shell/use-command.ts";
import { useSession } from "../../shell/use-session.ts";
import { CloseCallDialog } from "./CloseCallDialog.tsx";

/** What a person may do about an open call; nothing where the role allows nothing. */
export function CallActions({ call }: { call: CallRow }) {
  const { t } = useTranslation("andon");
  const api = useApi();
  const { may, user } = useSession();
  const [closing, setClosing] = useState<"resolve" | "cancel" | null>(null);
  const acknowledge = useCommand(api.andon.acknowledge, { success: "andon:acknowledged" });
  const mayAnswer = may("andon:answer");
  const mayCancel = mayAnswer || (may("andon:call") && call.openedById === user.id);
  return (
    <Group gap="xs">
      {mayAnswer && call.status === "open" && (
        <Button
          size="md"
          loading={acknowledge.isPending}
          onClick={() => acknowledge.mutate({ id: call.id as AndonCallId })}
        >
          {t("acknowledge")}
        </Button>
      )}
      {mayAnswer && (
        <Button
          size="md"
          variant={call.status === "open" ? "default" : "filled"}
          onClick={() => setClosing("resolve")}
        >
          {t("resolve.verb")}
        </Button>
      )}
      {mayCancel && (
        <Button size="md" variant="subtle" color="gray" onClick={() => setClosing("cancel")}>
          {t("cancel.verb")}
        </Button>
      )}
      {closing !== null && (
        <CloseCallDialog call={call} how={closing} onClose={() => setClosing(null)} />
      )}
    </Group>
  );
}
