import { useTranslation } from "react-i18next";
import type { StopRow } from "#shared/stops/stop-row.ts";
import { useFormat } from "../../shell/use-format.ts";
import { causeText } from "../machines/cause-text.ts";
import { ReasonMark } from "./ReasonMark.tsx";
import classes from "./stops.module.css";

/** One stop in words: machine, time, what the machine said, what people said. */
export function StopFacts(props: { stop: StopRow }) {
  const { t } = useTranslation(["stops", "oee"]);
  const format = useFormat();
  const { stop } = props;
  const made = [stop.productCode, stop.orderNo, stop.shiftName].filter((part) => part !== null);
  return (
    <div className={classes.facts}>
      <strong>
        {stop.machineCode} · {format.duration(stop.elapsedMs)}
      </strong>
      <span>
        {format.dateTimeSeconds(stop.start)} –{" "}
        {stop.isOpen ? t("stops:stillStands") : format.clockSeconds(stop.end)}
      </span>
      <span className={classes.quiet}>
        {t(`oee:classes.${stop.timeClass}`)}
        {stop.cause !== null && ` · ${causeText(stop.cause, t)}`}
      </span>
      {made.length > 0 && <span className={classes.quiet}>{made.join(" · ")}</span>}
      {stop.scheduledMs < stop.elapsedMs && (
        <span className={classes.quiet}>
          {t("stops:scheduled", { time: format.duration(stop.scheduledMs) })}
        </span>
      )}
      <span>
        <ReasonMark reason={stop.reason} />
      </span>
      {stop.saidBy !== null && stop.saidAt !== null && (
        <span className={classes.quiet}>
          {t("stops:saidBy", { name: stop.saidBy, at: format.dateTimeSeconds(stop.saidAt) })}
          {stop.note !== "" && ` · ${stop.note}`}
        </span>
      )}
    </div>
  );
}
