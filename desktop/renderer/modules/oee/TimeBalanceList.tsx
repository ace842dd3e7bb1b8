import { useTranslation } from "react-i18next";
import type { TimeClass } from "#shared/oee/time-model.ts";
import { markStyle } from "#shared/ui/theme/mark-style.ts";
import { useFormat } from "../../shell/use-format.ts";
import { classMarks } from "./class-mark.ts";
import { timeBalance } from "./time-balance.ts";
import classes from "./TimeBalanceList.module.css";

interface TimeBalanceListProps {
  readonly time: Readonly<Record<TimeClass, number>>;
  /** Planned busy time from the calendar, where known apart from the classes. */
  readonly plannedMs?: number;
  readonly chosen?: TimeClass | null;
  /** Makes the lines buttons. */
  readonly onChoose?: (timeClass: TimeClass | null) => void;
}

/** The planned minutes, one bar and one line per class, and that they add up. */
export function TimeBalanceList(props: TimeBalanceListProps) {
  const { t } = useTranslation("oee");
  const format = useFormat();
  const { chosen = null, onChoose } = props;
  const { lines, elements, remainderMs } = timeBalance(props.time, props.plannedMs);
  const planned = props.plannedMs ?? elements.pbt;
  const present = lines.filter(({ ms }) => ms > 0);
  return (
    <div className={classes.balance}>
      <div className={classes.bar} aria-hidden="true">
        {present.map(({ timeClass, ms }) => (
          <span key={timeClass} style={{ ...markStyle(classMarks[timeClass]), flexGrow: ms }} />
        ))}
      </div>
      <dl className={classes.lines}>
        {lines.map(({ timeClass, ms, share }) => {
          const name = (
            <>
              <span
                className={classes.swatch}
                style={markStyle(classMarks[timeClass])}
                aria-hidden="true"
              />
              {t(`classes.${timeClass}`)}
            </>
          );
          return (
            <div key={timeClass} className={classes.line} data-none={ms === 0 || undefined}>
              <dt>
                {onChoose === undefined || ms === 0 ? (
                  <span className={classes.name}>{name}</span>
                ) : (
                  <button
                    type="button"
                    className={classes.name}
                    aria-pressed={chosen === timeClass}
                    onClick={() => onChoose(chosen === timeClass ? null : timeClass)}
                  >
                    {name}
                  </button>
                )}
              </dt>
              <dd>{format.duration(ms)}</dd>
              <dd className={classes.share}>{share === null ? "–" : format.percent(share)}</dd>
            </div>
          );
        })}
        <div className={classes.line} data-sum>
          <dt>{t("balance.planned")}</dt>
          <dd>{format.duration(planned)}</dd>
          <dd className={classes.share}>
            {remainderMs === 0
              ? t("balance.balances")
              : t("balance.remainder", { time: format.duration(remainderMs) })}
          </dd>
        </div>
      </dl>
      <p className={classes.outside}>
        {t("balance.outside", {
          breaks: format.duration(props.time.planned_down),
          unscheduled: format.duration(props.time.not_scheduled),
        })}
      </p>
    </div>
  );
}
