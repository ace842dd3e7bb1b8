import { useTranslation } from "react-i18next";
import type { ShiftTime } from "#shared/shifts/shift-performance.ts";
import { markStyle } from "#shared/ui/theme/mark-style.ts";
import { useFormat } from "../../../shell/use-format.ts";
import classes from "./performance.module.css";

const parts = [
  { key: "runMs", mark: "running" },
  { key: "setupMs", mark: "setup" },
  { key: "downMs", mark: "down" },
  { key: "idleMs", mark: "idle" },
  { key: "unknownMs", mark: "unknown" },
] as const;

/** The planned time of a shift's machines by what it was, and that it adds up. */
export function ShiftTimeBar({ time }: { time: ShiftTime }) {
  const { t } = useTranslation("shift-work");
  const format = useFormat();
  const lines = parts.map(({ key, mark }) => ({ key, mark, ms: time[key] }));
  return (
    <>
      <div className={classes.timeBar} aria-hidden>
        {lines
          .filter(({ ms }) => ms > 0)
          .map(({ key, mark, ms }) => (
            <span key={key} style={{ ...markStyle(mark), flexGrow: ms }} />
          ))}
      </div>
      <dl className={classes.timeLines}>
        {lines.map(({ key, mark, ms }) => (
          <div key={key} className={classes.timeLine}>
            <span className={classes.swatch} style={markStyle(mark)} aria-hidden />
            <dt>{t(`time.${key}`)}</dt>
            <dd>{ms === 0 ? "–" : format.duration(ms)}</dd>
          </div>
        ))}
        {(["plannedMs", "plannedDownMs"] as const).map((key) => (
          <div key={key} className={classes.timeLine}>
            <dt>{t(`time.${key}`)}</dt>
            <dd>{time[key] === 0 ? "–" : format.duration(time[key])}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
