import { useTranslation } from "react-i18next";
import type { HeatMapCell } from "#shared/analysis/heat-map-report.ts";
import { HeatMap } from "#shared/ui/chart/HeatMap.tsx";
import { useFormat } from "../../shell/use-format.ts";
import { heatEntries, isRatio, type HeatMeasure } from "./heat-cells.ts";

/** Noon of a Monday, to read weekdays from. */
const monday = Date.UTC(2024, 0, 1, 12);
const dayMs = 86_400_000;

/** Hours of the plant's clock by weekday or date. */
export function HourMap(props: { cells: readonly HeatMapCell[]; measure: HeatMeasure }) {
  const { t, i18n } = useTranslation("analysis");
  const format = useFormat();
  const { cells, measure } = props;
  const dayText = (column: string, isLong: boolean): string => {
    // Told by the column itself: the answer shown may be that to the question before.
    const isWeekday = column.length === 1;
    const at = isWeekday
      ? monday + (Number(column) - 1) * dayMs
      : Date.parse(`${column}T12:00:00Z`);
    const options: Intl.DateTimeFormatOptions = isWeekday
      ? { weekday: isLong ? "long" : "short" }
      : { weekday: "short", day: "numeric", ...(isLong && { month: "short" }) };
    return new Intl.DateTimeFormat(i18n.language, { ...options, timeZone: "UTC" }).format(at);
  };
  const columns = [...new Set(cells.map(({ column }) => column))].toSorted();
  const hours = [...new Set(cells.map(({ hour }) => hour))].toSorted((a, b) => a - b);
  const clock = (hour: number) => `${String(hour).padStart(2, "0")}:00`;
  const value = (one: number): string => {
    if (isRatio(measure)) return format.percent(one, 0);
    return measure === "stops" ? format.number(one) : format.duration(one);
  };
  const short = (one: number): string => {
    if (isRatio(measure)) return String(Math.round(one * 100));
    return measure === "stops" ? format.number(one) : String(Math.round(one / 60_000));
  };
  const describe = (row: string, column: string): string => {
    const cell = cells.find((one) => String(one.hour) === row && one.column === column);
    const place = t("heat.place", { day: dayText(column, true), hour: clock(Number(row)) });
    if (cell === undefined || cell.pbtMs === 0) return t("heat.notPlanned", { place });
    const oee = format.figure(cell.oee);
    return [
      place,
      t("heat.parts.oee", { oee: oee.text }) + (oee.reason === null ? "" : ` (${oee.reason})`),
      ...(cell.lostMs === null
        ? []
        : [t("heat.parts.lost", { time: format.duration(cell.lostMs) })]),
      t("heat.parts.stops", { count: cell.stops }),
      ...(cell.unclassifiedMs === 0
        ? []
        : [t("heat.parts.unclassified", { time: format.duration(cell.unclassifiedMs) })]),
      ...(cell.coverage === null
        ? []
        : [t("heat.parts.known", { coverage: format.percent(cell.coverage) })]),
    ].join(" · ");
  };
  return (
    <HeatMap
      rows={hours.map((hour) => ({ key: String(hour), label: clock(hour) }))}
      columns={columns.map((column) => ({ key: column, label: dayText(column, false) }))}
      entries={heatEntries(cells, measure)}
      scale={isRatio(measure) ? { from: 0, to: 1 } : null}
      label={t("heat.title", { measure: t(`heat.measures.${measure}`) })}
      corner={t("heat.corner")}
      words={{
        short,
        edge: value,
        unknown: t("heat.unknown"),
        gap: t("heat.gap"),
        less: t(`heat.legend.${measure}`),
        more: "",
        describe,
        hint: t("heat.hint"),
      }}
    />
  );
}
