import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { LossFilter } from "#shared/analysis/analysis-filter.ts";
import type { ParetoGroup, ParetoRow } from "#shared/analysis/pareto-report.ts";
import { ParetoChart, type ParetoLine } from "#shared/ui/chart/ParetoChart.tsx";
import type { TableColumn } from "#shared/ui/table/table-column.ts";
import { ExportMenu } from "#shared/ui/table/ExportMenu.tsx";
import { useApi } from "../../shell/ApiProvider.tsx";
import { useFormat } from "../../shell/use-format.ts";
import { useTableExport } from "../../shell/use-table-export.ts";
import { analysisQuery } from "./analysis-query.ts";
import { AnalysisAnswer } from "./AnalysisAnswer.tsx";
import { BasisNote } from "./BasisNote.tsx";
import { ByDefinition } from "./ByDefinition.tsx";
import { paretoStyle } from "./pareto-style.ts";
import { useAbout } from "./use-about.ts";
import type { AnalysisNames } from "./use-analysis-names.ts";
import classes from "./analysis.module.css";

const firstBars = 15;
const everyBar = 1_000;

/** One level of a Pareto: its lines, what they add up to, and how much of it has no reason. */
export function ParetoRanking(props: {
  by: ParetoGroup;
  rankBy: "ms" | "stops";
  filter: LossFilter;
  names: AnalysisNames;
  isAll: boolean;
  onOpen: (key: string) => void;
  onShowAll: () => void;
}) {
  const { t } = useTranslation(["analysis", "stops"]);
  const format = useFormat();
  const api = useApi();
  const about = useAbout();
  const { by, rankBy, filter, names } = props;
  const pareto = useQuery({
    ...api.analysis.pareto.queryOptions({ input: { ...filter, by, rankBy } }),
    ...analysisQuery,
  });
  const { data } = pareto;
  const nameOf = (row: ParetoRow) => {
    if (row.name === "") return names.nameOf(by, row.key);
    // On the floor machines and products go by their codes.
    const isCoded = (by === "machine" || by === "product") && row.code !== row.name;
    return isCoded ? `${row.code} · ${row.name}` : row.name;
  };
  const group = t(`analysis:groups.${by}`);
  const columns: TableColumn<ParetoRow>[] = [
    { key: "code", label: t("analysis:columns.code"), value: (row) => row.code },
    { key: "name", label: group, value: nameOf },
    {
      key: "category",
      label: t("analysis:groups.category"),
      value: (row) => (row.category === null ? null : t(`stops:categories.${row.category}.label`)),
    },
    {
      key: "ms",
      label: t("analysis:columns.time"),
      value: (row) => row.ms / 1_000,
      kind: "seconds",
    },
    {
      key: "minutes",
      label: t("analysis:columns.minutes"),
      value: (row) => row.ms / 60_000,
    },
    { key: "stops", label: t("analysis:columns.stops"), value: (row) => row.stops },
    {
      key: "share",
      label: t("analysis:columns.share"),
      value: (row) => row.share,
      kind: "percent",
    },
    {
      key: "cumulative",
      label: t("analysis:columns.cumulative"),
      value: (row) => row.cumulative,
      kind: "percent",
    },
    {
      key: "mean",
      label: t("analysis:columns.mean"),
      value: (row) => (row.meanMs === null ? null : row.meanMs / 1_000),
      kind: "seconds",
    },
  ];
  const { exportRows, isExporting } = useTableExport({
    name: `pareto-${by}`,
    title: t("analysis:pareto.title.ms", { by: t(`analysis:by.${by}`) }),
    columns,
    about: data === undefined ? [] : about(data.basis),
    read: async () => data?.rows ?? [],
  });
  const valueOf = (value: number) =>
    rankBy === "ms" ? format.duration(value) : t("analysis:pareto.count", { count: value });
  const lineOf = (row: ParetoRow): ParetoLine => ({
    key: row.key,
    value: rankBy === "ms" ? row.ms : row.stops,
    name: nameOf(row),
    detail: [
      row.category === null || by === "category"
        ? null
        : t(`stops:categories.${row.category}.label`),
      rankBy === "ms" ? t("analysis:pareto.count", { count: row.stops }) : format.duration(row.ms),
      row.meanMs === null ? null : t("analysis:pareto.mean", { time: format.duration(row.meanMs) }),
    ]
      .filter((part) => part !== null)
      .join(" · "),
    valueText: valueOf(rankBy === "ms" ? row.ms : row.stops),
    style: paretoStyle(by, row),
  });
  return (
    <AnalysisAnswer query={pareto} isEmpty={(answer) => answer.rows.length === 0}>
      {(answer) => (
        <>
          <BasisNote basis={answer.basis} />
          <div className={classes.switches}>
            <p className={classes.totals}>
              <span>
                {t("analysis:pareto.total")} <b>{format.duration(answer.totalMs)}</b>
              </span>
              <span>{t("analysis:pareto.count", { count: answer.totalStops })}</span>
              {answer.pbtMs > 0 && (
                <span>
                  {t("analysis:pareto.ofPlanned", {
                    share: format.percent(answer.totalMs / answer.pbtMs),
                  })}
                </span>
              )}
              {answer.unclassifiedMs > 0 && (
                <span>
                  {t("analysis:pareto.unclassified", {
                    time: format.duration(answer.unclassifiedMs),
                    count: answer.unclassifiedStops,
                  })}
                </span>
              )}
            </p>
            <span data-no-print>
              <ExportMenu
                total={answer.rows.length}
                isExporting={isExporting}
                onExport={exportRows}
              />
            </span>
          </div>
          <ByDefinition items={answer.rows}>
            {(alike) => (
              <ParetoChart
                lines={alike.map(lineOf)}
                total={alike.reduce((sum, row) => sum + (rankBy === "ms" ? row.ms : row.stops), 0)}
                most={props.isAll ? everyBar : firstBars}
                label={t(`analysis:pareto.title.${rankBy}`, { by: t(`analysis:by.${by}`) })}
                words={{
                  percent: (share) => format.percent(share),
                  valueOf,
                  rest: (count) => t("analysis:pareto.rest", { count }),
                  cumulative: t("analysis:pareto.cumulative"),
                  open: (name) => t("analysis:pareto.open", { name }),
                }}
                onOpen={props.onOpen}
                onShowAll={props.onShowAll}
              />
            )}
          </ByDefinition>
        </>
      )}
    </AnalysisAnswer>
  );
}
