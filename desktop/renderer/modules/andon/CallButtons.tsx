import { UnstyledButton } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { andonKinds, type AndonKind } from "#shared/andon/andon-kind.ts";
import type { MachineId } from "#shared/kernel/id.ts";
import { useEngineClock } from "../../shell/use-engine-clock.ts";
import { useFormat } from "../../shell/use-format.ts";
import { useSession } from "../../shell/use-session.ts";
import { CallDialog } from "./CallDialog.tsx";
import { kindIcons } from "./kind-icons.ts";
import { useCallsOf } from "./OpenCallsProvider.tsx";
import classes from "./andon.module.css";

interface CallButtonsProps {
  readonly machineId: MachineId;
  readonly machine: string;
  /** `gloves`: fills the screen. */
  readonly size: "row" | "gloves";
}

/** One button per kind of call; a kind that waits already says since when, and who comes. */
export function CallButtons({ machineId, machine, size }: CallButtonsProps) {
  const { t } = useTranslation("andon");
  const format = useFormat();
  const { may } = useSession();
  const calls = useCallsOf(machineId);
  const now = useEngineClock();
  const [calling, setCalling] = useState<AndonKind | null>(null);
  return (
    <div className={classes.buttons} data-size={size}>
      {andonKinds.map((kind) => {
        const Icon = kindIcons[kind];
        const call = calls.find((one) => one.kind === kind);
        return (
          <UnstyledButton
            key={kind}
            className={classes.button}
            data-status={call?.status ?? "none"}
            disabled={call !== undefined || !may("andon:call")}
            onClick={() => setCalling(kind)}
          >
            <Icon size={size === "gloves" ? 64 : 24} stroke={1.6} aria-hidden />
            <span className={classes.buttonWords}>
              <b>{t(`kinds.${kind}`)}</b>
              {call !== undefined && (
                <small>
                  {call.acknowledgedBy === null
                    ? t("waits", { for: format.duration(Math.max(0, now - call.openedAt)) })
                    : t("isComing", { by: call.acknowledgedBy })}
                </small>
              )}
            </span>
          </UnstyledButton>
        );
      })}
      {calling !== null && (
        <CallDialog
          machineId={machineId}
          machine={machine}
          kind={calling}
          onClose={() => setCalling(null)}
        />
      )}
    </div>
  );
}
