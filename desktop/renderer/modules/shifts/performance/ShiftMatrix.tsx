import { Tooltip } from "@mantine/core";
import { IconArrowDownRight, IconClockPlus } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { ComparedShift, ShiftGroup } from "#shared/shifts/shifts.contract.ts";
import { useFormat } from "../../../shell/use-format.ts";
import { useDayText } from "../preview/use-day-text.ts";
import { shiftMatrix } from "./shift-matrix.ts";
import { LowMark } from "./LowMark.tsx";
import classes from "./performance.module.css";

/** One row per day, one column per shift; each cell opens its shift. */
export function ShiftMatrix(props: {
  rows: readonly ComparedShift[];
  byDay: readonly ShiftGroup[];
  now: number;
}) {
  const { t } = useTranslation("shift-work");
  const format = useFormat();
  const dayText = useDayText();
  const { columns, days } = shiftMatrix(props.rows, props.byDay);
  const hasPatterns = new Set(columns.map((column) => column.patternId)).size > 1;
  return (
    <>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard */}
      <div className={classes.matrixScroll} role="region" aria-label={t("view.days")} tabIndex={0}>
        <table className={classes.matrix}>
          <thead>
            <tr>
              <th scope="col">{t("day")}</th>
              {columns.map((column) => (
                <th key={column.key} scope="col">
                  {column.name}
                  {hasPatterns && <span className={classes.quiet}> {column.patternCode}</span>}
                </th>
              ))}
              <th scope="col">{t("allDay")}</th>
            </tr>
          </thead>
          <tbody>
            {days.map((day) => (
              <tr key={day.date}>
                <th scope="row">{dayText(day.date)}</th>
                {day.cells.map((cell, i) => (
                  <td key={columns[i]!.key}>
                    {cell === null ? (
                      <span className={classes.quiet}>–</span>
                    ) : (
                      <ShiftCell row={cell} now={props.now} />
                    )}
                  </td>
                ))}
                <td className={classes.daySum}>
                  {day.sum === null ? "–" : format.figure(day.sum.figures.oee).text}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className={classes.legend}>
        <LowMark /> {t("low.legend")} {t("sums")}
      </p>
    </>
  );
}

/** From here on the share reads as 100 %. */
const fullyKnown = 0.995;

function ShiftCell(props: { row: ComparedShift; now: number }) {
  const { t } = useTranslation("shift-work");
  const format = useFormat();
  const { row } = props;
  const { shift, attainment, figures, coverage } = row;
  const oee = format.figure(figures.oee);
  const isRunning = shift.end > props.now;
  const pieces = attainment.pieces.value;
  const notes = [
    ...(shift.crew === null ? [] : [shift.crew]),
    ...(coverage === null || coverage >= fullyKnown
      ? []
      : [t("coverage", { share: format.percent(coverage, 0) })]),
  ];
  return (
    <Link
      to="/shifts/$shiftId"
      params={{ shiftId: shift.id }}
      className={classes.cell}
      data-low={row.isLow || undefined}
      data-uncertain={row.flags.includes("insufficient_data") || undefined}
      title={oee.reason ?? undefined}
    >
      <span className={classes.cellHead}>
        <b>{oee.text}</b>
        {row.isLow && (
          <span className={classes.low}>
            <IconArrowDownRight size={15} aria-hidden />
            <span className={classes.hidden}>{t("low.word")}</span>
          </span>
        )}
        {shift.isOvertime && (
          <Tooltip label={t("overtime")}>
            <IconClockPlus size={15} aria-label={t("overtime")} />
          </Tooltip>
        )}
      </span>
      <span className={classes.bar} aria-hidden>
        <span
          className={classes.fill}
          style={{ width: `${Math.min(1, Math.max(0, figures.oee.value ?? 0)) * 100}%` }}
        />
        {row.targets.oee !== null && (
          <span className={classes.target} style={{ left: `${row.targets.oee * 100}%` }} />
        )}
      </span>
      <span className={classes.cellFoot}>
        {isRunning
          ? t("running")
          : pieces !== null
            ? t("ofTarget", { share: format.percent(pieces, 0) })
            : t("pieces", { pieces: format.pieces(row.pieces.good) })}
      </span>
      {notes.length > 0 && <span className={classes.cellFoot}>{notes.join(" · ")}</span>}
    </Link>
  );
}
