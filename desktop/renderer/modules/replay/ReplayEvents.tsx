import { UnstyledButton } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { eventsUntil } from "#shared/replay/replay-at.ts";
import type { ReplayEvent } from "#shared/replay/replay.contract.ts";
import { Panel } from "#shared/ui/panel/Panel.tsx";
import { useFormat } from "../../shell/use-format.ts";
import classes from "./replay.module.css";

const shown = 40;

/** What people and connections had done by then, newest first; each leads to its instant. */
export function ReplayEvents(props: {
  events: readonly ReplayEvent[];
  at: number;
  onSeek: (at: number) => void;
}) {
  const { t } = useTranslation("replay");
  const format = useFormat();
  const past = eventsUntil(props.events, props.at, shown);
  return (
    <Panel
      title={t("events.title")}
      aside={t("events.count", { past: past.length, all: props.events.length })}
      className={classes.events}
    >
      {past.length === 0 && (
        <p className={classes.quiet}>
          {t(props.events.length === 0 ? "events.none" : "events.notYet")}
        </p>
      )}
      <ol className={classes.eventList}>
        {past.map((event) => (
          <li key={`${event.at} ${event.kind} ${event.machineCode} ${event.detail}`}>
            <UnstyledButton onClick={() => props.onSeek(event.at)} className={classes.event}>
              <time>{format.clockSeconds(event.at)}</time>
              <span>
                <b>{t(`events.kinds.${event.kind}`)}</b>
                {event.machineCode !== null && ` · ${event.machineCode}`}
                {event.actor !== null && ` · ${event.actor}`}
                {event.detail !== "" && <small>{event.detail}</small>}
              </span>
            </UnstyledButton>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
