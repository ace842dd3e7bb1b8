import { useTranslation } from "react-i18next";
import type { Figure } from "#shared/oee/figure.ts";
import type { ShiftPerformanceRow } from "#shared/shifts/shifts.contract.ts";
import type { TableColumn } from "#shared/ui/table/table-column.ts";
import { useFormat } from "../../../shell/use-format.ts";
import { useDayText } from "../preview/use-day-text.ts";
import { LowMark } from "./LowMark.tsx";

type Column = TableColumn<ShiftPerformanceRow>;

/** The columns of the list of shifts; exports carry ratios (1 = 100 %) and seconds. */
export function useShiftColumns(per: "shift" | "machine"): Column[] {
  const { t } = useTranslation("shift-work");
  const format = useFormat();
  const dayText = useDayText();
  const figure = (
    key: string,
    label: string,
    of: (row: ShiftPerformanceRow) => Figure,
    more: Partial<Column> = {},
  ): Column => ({
    key,
    label,
    value: (row) => of(row).value,
    cell: (row) => {
      const { text, reason } = format.figure(of(row));
      return <span title={reason ?? undefined}>{text}</span>;
    },
    align: "end",
    isSortable: true,
    ...more,
  });
  const time = (key: keyof ShiftPerformanceRow["time"], more: Partial<Column> = {}): Column => ({
    key,
    label: t(`time.${key}`),
    value: (row) => Math.round(row.time[key] / 1_000),
    cell: (row) => (row.time[key] === 0 ? "–" : format.duration(row.time[key])),
    align: "end",
    isSortable: true,
    from: "lg",
    ...more,
  });
  const pieces = (
    key: keyof ShiftPerformanceRow["pieces"],
    more: Partial<Column> = {},
  ): Column => ({
    key,
    label: t(`made.${key}`),
    value: (row) => row.pieces[key],
    cell: (row) => format.pieces(row.pieces[key]),
    align: "end",
    isSortable: true,
    from: "md",
    ...more,
  });
  return [
    {
      key: "start",
      label: t("shift"),
      value: (row) => `${row.shift.businessDate} ${row.shift.code}`,
      cell: (row) => (
        <span>
          <b>{row.shift.name}</b> {dayText(row.shift.businessDate)}
          {row.shift.crew !== null && ` · ${row.shift.crew}`}
          {row.shift.isOvertime && ` · ${t("overtime")}`}
        </span>
      ),
      isSortable: true,
    },
    ...(per === "machine"
      ? [
          {
            key: "machine",
            label: t("filter.machine"),
            value: (row: ShiftPerformanceRow) => row.machine?.code ?? null,
            isSortable: true,
          },
        ]
      : []),
    {
      key: "pattern",
      label: t("filter.pattern"),
      value: (row) => row.shift.patternCode,
      isSortable: true,
      from: "md",
    },
    {
      key: "crew",
      label: t("filter.crew"),
      value: (row) => row.shift.crew,
      isSortable: true,
      isExtra: true,
    },
    figure("oee", t("oee"), (row) => row.figures.oee),
    figure("availability", t("availability"), (row) => row.figures.availability, { from: "md" }),
    figure("effectiveness", t("performance"), (row) => row.figures.effectiveness, { from: "md" }),
    figure("quality", t("quality"), (row) => row.figures.quality, { from: "md" }),
    figure("attained", t("attained"), (row) => row.attainment.pieces),
    figure("attainedOee", t("attainedOee"), (row) => row.attainment.oee, { isExtra: true }),
    figure("attainedQuality", t("attainedQuality"), (row) => row.attainment.quality, {
      isExtra: true,
    }),
    {
      key: "low",
      label: t("low.column"),
      value: (row) => (row.isLow ? t("low.word") : ""),
      cell: (row) => row.isLow && <LowMark />,
      isSortable: true,
      from: "md",
    },
    pieces("good"),
    pieces("reject", { isExtra: true }),
    pieces("total", { isExtra: true }),
    {
      key: "target",
      label: t("target"),
      value: (row) => row.targets.pieces,
      isExtra: true,
      align: "end",
      isSortable: true,
    },
    {
      key: "coverage",
      label: t("known"),
      value: (row) => row.coverage,
      cell: (row) => (row.coverage === null ? "–" : format.percent(row.coverage)),
      align: "end",
      isSortable: true,
      isExtra: true,
    },
    time("plannedMs", { isExtra: true }),
    time("runMs", { isExtra: true }),
    time("downMs", { isExtra: true }),
    time("unclassifiedMs"),
    time("setupMs", { isExtra: true }),
    time("idleMs", { isExtra: true }),
    time("unknownMs", { isExtra: true }),
    time("plannedDownMs", { isExtra: true }),
  ];
}
