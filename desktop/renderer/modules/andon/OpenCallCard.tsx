import { Anchor } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { CallRow } from "#shared/andon/andon.contract.ts";
import { useEngineClock } from "../../shell/use-engine-clock.ts";
import { useFormat } from "../../shell/use-format.ts";
import { CallActions } from "./CallActions.tsx";
import { kindIcons } from "./kind-icons.ts";
import classes from "./andon.module.css";

/** An open call: what, where, for how long, who comes, and who hears of it next. */
export function OpenCallCard({ call }: { call: CallRow }) {
  const { t } = useTranslation("andon");
  const format = useFormat();
  const now = useEngineClock();
  const Icon = kindIcons[call.kind];
  const { openedAt, openedBy, acknowledgedAt, acknowledgedBy, nextStepAt } = call;
  return (
    <li className={classes.card} data-status={call.status}>
      <div className={classes.cardHead}>
        <Icon size={26} stroke={1.8} aria-hidden />
        <div className={classes.cardWhat}>
          <strong>{t(`kinds.${call.kind}`)}</strong>
          <Anchor component={Link} to={`/machines/${call.machineId}` as never}>
            {call.machineCode} · {call.machineName}
          </Anchor>
        </div>
        <span className={classes.timer} title={format.dateTimeSeconds(openedAt)}>
          {format.duration(Math.max(0, now - openedAt))}
        </span>
      </div>
      {call.note !== "" && <p className={classes.note}>{call.note}</p>}
      <ul className={classes.facts}>
        <li>{t("openedBy", { by: openedBy, at: format.clock(openedAt) })}</li>
        <li>
          {acknowledgedAt === null
            ? t("nobodyYet")
            : t("comes", {
                by: acknowledgedBy,
                after: format.duration(acknowledgedAt - openedAt),
              })}
        </li>
        <li>
          {nextStepAt === null
            ? t("told", { count: call.stepsTold })
            : t("nextStep", {
                step: call.stepsTold + 1,
                in: format.duration(Math.max(0, nextStepAt - now)),
              })}
        </li>
      </ul>
      <CallActions call={call} />
    </li>
  );
}
