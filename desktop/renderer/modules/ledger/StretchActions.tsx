import { Button, Text } from "@mantine/core";
import { IconMessagePlus, IconArrowBackUp } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { MachineId } from "#shared/kernel/id.ts";
import type { Timeline } from "#shared/machines/machines.contract.ts";
import { ConfirmDialog } from "#shared/ui/form/ConfirmDialog.tsx";
import { useApi } from "../../shell/ApiProvider.tsx";
import { useCommand } from "../../shell/use-command.ts";
import { useFormat } from "../../shell/use-format.ts";
import { useSession } from "../../shell/use-session.ts";
import { SayDialog } from "./SayDialog.tsx";
import classes from "./LedgerPage.module.css";

interface StretchActionsProps {
  readonly machineId: MachineId;
  readonly machineCode: string;
  /** The chosen stretch of the machine's time. */
  readonly stretch: Pick<
    Timeline["intervals"][number],
    "start" | "end" | "state" | "provenance" | "isOpen"
  > & { readonly id?: string };
}

/** What a person can do about a stretch that nobody measured: say what happened, or take back what was said. */
export function StretchActions({ machineId, machineCode, stretch }: StretchActionsProps) {
  const { t } = useTranslation("ledger");
  const api = useApi();
  const format = useFormat();
  const queries = useQueryClient();
  const { may } = useSession();
  const [opened, setOpened] = useState<"say" | "withdraw" | null>(null);
  const close = () => setOpened(null);
  const withdraw = useCommand(api.ledger.withdrawState, {
    success: "ledger:say.withdrawn",
    onDone: () => {
      void queries.invalidateQueries();
      close();
    },
  });
  const isTyped = stretch.provenance === "typed";
  // Before its first fact there is no time of the machine to speak of.
  if (stretch.id?.startsWith("none@")) return null;
  if (!may("production:log") || (stretch.state !== "unknown" && !isTyped)) return null;
  const when = `${format.clockSeconds(stretch.start)}–${format.clockSeconds(stretch.end)}`;
  if (stretch.isOpen && !isTyped)
    return (
      <Text size="sm" c="dimmed">
        {t("say.still")}
      </Text>
    );
  return (
    <div className={classes.stretch}>
      <span>
        {t(`kinds.${isTyped ? "typed" : "unknown"}.name`)} {when} ·{" "}
        {format.duration(stretch.end - stretch.start)}
      </span>
      {isTyped ? (
        <Button
          variant="default"
          leftSection={<IconArrowBackUp size={16} aria-hidden="true" />}
          onClick={() => setOpened("withdraw")}
        >
          {t("say.withdraw")}
        </Button>
      ) : (
        <Button
          leftSection={<IconMessagePlus size={16} aria-hidden="true" />}
          onClick={() => setOpened("say")}
        >
          {t("say.button")}
        </Button>
      )}
      {opened === "say" && (
        <SayDialog
          machineId={machineId}
          machineCode={machineCode}
          span={{ start: stretch.start, end: stretch.end }}
          close={close}
        />
      )}
      <ConfirmDialog
        opened={opened === "withdraw"}
        title={t("say.withdrawTitle")}
        verb={t("say.withdraw")}
        isBusy={withdraw.isPending}
        onConfirm={() => withdraw.mutate({ machineId, from: stretch.start, to: stretch.end })}
        onClose={close}
      >
        <Text size="sm">
          {t("say.withdrawText", { time: format.duration(stretch.end - stretch.start) })}
        </Text>
      </ConfirmDialog>
    </div>
  );
}
