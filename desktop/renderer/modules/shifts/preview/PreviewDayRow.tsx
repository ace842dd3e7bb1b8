import { Tooltip } from "@mantine/core";
import { IconClockExclamation } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { minutesPerDay } from "#shared/shifts/local-time.ts";
import type { ShiftPattern } from "#shared/shifts/shift-pattern.ts";
import { useFormat } from "../../../shell/use-format.ts";
import type { PreviewBar, PreviewDay, PreviewShift } from "./preview-days.ts";
import classes from "./preview.module.css";
import { useDayText } from "./use-day-text.ts";

/** Shades of one colour: state colours are kept for states. */
const shades = 4;

/** One day: its shifts as bars for the eye, as a sentence for screen readers, and its planned hours. */
export function PreviewDayRow(props: {
  day: PreviewDay;
  isToday: boolean;
  pattern: ShiftPattern | null;
}) {
  const { t } = useTranslation("shifts");
  const format = useFormat();
  const dayText = useDayText();
  const { day, isToday, pattern } = props;
  const shiftText = useShiftText();
  const special =
    pattern?.exceptions.find((one) => one.date === day.date)?.name ??
    pattern?.holidays.find((one) => one.date === day.date)?.name;
  const changed = day.shifts.filter((shift) => shift.clockExtraMs !== 0);
  const shadeOf = (code: string) =>
    Math.max(0, pattern?.shifts.findIndex((shift) => shift.code === code) ?? 0) % shades;
  return (
    <li className={classes.day} data-today={isToday || undefined}>
      <span className={classes.dayName}>{dayText(day.date)}</span>
      <span className={classes.hidden}>
        {[
          ...(special === undefined ? [] : [special]),
          ...day.shifts.map(shiftText),
          day.shifts.length === 0 ? t("preview.free") : "",
        ]
          .filter((text) => text !== "")
          .join("; ")}
      </span>
      <div className={classes.track} aria-hidden>
        {day.clockChange !== null && (
          <span
            className={classes.clockHour}
            data-kind={day.clockChange.kind}
            style={placed(day.clockChange.from, day.clockChange.to)}
          />
        )}
        {day.bars.map((bar) => (
          <Bar key={bar.shift.id} bar={bar} day={day} shade={shadeOf(bar.shift.code)} />
        ))}
        {special !== undefined ? (
          <span className={classes.special}>{special}</span>
        ) : (
          day.bars.length === 0 && <span className={classes.free}>{t("preview.free")}</span>
        )}
      </div>
      <span className={classes.planned}>
        {changed.length > 0 && (
          <Tooltip label={changed.map(shiftText).join("\n")} multiline>
            <span className={classes.clockMark}>
              <IconClockExclamation size={15} aria-hidden />
            </span>
          </Tooltip>
        )}
        <span className={classes.hidden}>{t("preview.planned")} </span>
        {day.plannedMs === 0 ? "–" : format.duration(day.plannedMs)}
      </span>
    </li>
  );
}

function Bar(props: { bar: PreviewBar; day: PreviewDay; shade: number }) {
  const { bar, day, shade } = props;
  const format = useFormat();
  const shiftText = useShiftText();
  const { shift } = bar;
  const own = day.shifts.find(({ row }) => row.id === shift.id);
  const length = bar.to - bar.from;
  return (
    <Tooltip
      label={own === undefined ? shift.name : shiftText(own)}
      multiline
      className={classes.tip!}
    >
      <div
        className={classes.bar}
        data-shade={shade}
        data-rest={bar.isRest || undefined}
        data-overtime={shift.isOvertime || undefined}
        style={placed(bar.from, bar.to)}
      >
        {bar.breaks.map((pause) => (
          <span
            key={pause.from}
            className={classes.pause}
            style={{
              insetInlineStart: `${((pause.from - bar.from) / length) * 100}%`,
              width: `${((pause.to - pause.from) / length) * 100}%`,
            }}
          />
        ))}
        {!bar.isRest && length >= 180 && (
          <span className={classes.barName}>
            {/* The shade tells the shift; who works it does not fit beside its name. */}
            {shift.crew ?? shift.name}
          </span>
        )}
        {bar.clockExtraMs !== 0 && length >= 180 && (
          <b className={classes.trueLength}>{format.duration(shift.end - shift.start)}</b>
        )}
      </div>
    </Tooltip>
  );
}

const placed = (from: number, to: number) => ({
  insetInlineStart: `${(from / minutesPerDay) * 100}%`,
  width: `${((to - from) / minutesPerDay) * 100}%`,
});

/** `Night 22:00–06:00, 9 h (1 h longer: the clocks go back), Break 02:00–02:30`. */
function useShiftText(): (shift: PreviewShift) => string {
  const { t } = useTranslation("shifts");
  const format = useFormat();
  const times = (span: { start: number; end: number }) =>
    `${format.clock(span.start)}–${format.clock(span.end)}`;
  return ({ row, lengthMs, clockExtraMs }) => {
    const by = format.duration(Math.abs(clockExtraMs));
    const change =
      clockExtraMs === 0
        ? ""
        : ` (${t(clockExtraMs > 0 ? "preview.longer" : "preview.shorter", { by })})`;
    return [
      `${row.name} ${times(row)}`,
      ...(row.crew === null ? [] : [row.crew]),
      ...(row.isOvertime ? [t("preview.overtime")] : []),
      `${format.duration(lengthMs)}${change}`,
      ...row.breaks.map((pause) => `${pause.name} ${times(pause)}`),
    ].join(", ");
  };
}
