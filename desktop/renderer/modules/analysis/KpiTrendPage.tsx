import { MultiSelect, Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { bucketSize, bucketSizes, type TrendBucket } from "#shared/analysis/trend-report.ts";
import { kpiCode, type KpiCode } from "#shared/oee/kpi-report.ts";
import { KpiTrend } from "#shared/ui/chart/KpiTrend.tsx";
import { Panel } from "#shared/ui/panel/Panel.tsx";
import type { TableColumn } from "#shared/ui/table/table-column.ts";
import { useApi } from "../../shell/ApiProvider.tsx";
import { LocalTable } from "../../shell/LocalTable.tsx";
import { useFormat } from "../../shell/use-format.ts";
import { useSearchState } from "../../shell/use-search-state.ts";
import { analysisQuery } from "./analysis-query.ts";
import { AnalysisAnswer } from "./AnalysisAnswer.tsx";
import { AnalysisFrame } from "./AnalysisFrame.tsx";
import { BasisNote } from "./BasisNote.tsx";
import { kpiOrder } from "./kpi-order.ts";
import { useAbout } from "./use-about.ts";
import { useAnalysis } from "./use-analysis.ts";
import { useAnalysisNames } from "./use-analysis-names.ts";
import { useBucketText } from "./use-bucket-text.ts";
import { useKpiText } from "./use-kpi-text.ts";
import classes from "./analysis.module.css";

const firstKpis: KpiCode[] = ["oee", "availability", "effectiveness", "quality"];

const trendSearch = z.object({
  per: bucketSize.catch("day"),
  kpis: z.array(kpiCode).min(1).max(6).catch(firstKpis),
});

/** Figures hour by hour, shift by shift, day by day, week by week or month by month. */
export function KpiTrendPage() {
  const { t } = useTranslation(["analysis", "oee"]);
  const api = useApi();
  const analysis = useAnalysis();
  const names = useAnalysisNames();
  const [search, change] = useSearchState(trendSearch);
  const trend = useQuery({
    ...api.analysis.trend.queryOptions({ input: { ...analysis.filter, per: search.per } }),
    ...analysisQuery,
  });
  return (
    <AnalysisFrame
      page="trend"
      analysis={analysis}
      names={names}
      choices={
        <>
          <Select
            label={t("analysis:trend.per")}
            className={classes.span!}
            value={search.per}
            data={bucketSizes.map((value) => ({ value, label: t(`analysis:buckets.${value}`) }))}
            onChange={(chosen) => change({ per: bucketSize.parse(chosen) })}
            allowDeselect={false}
          />
          <MultiSelect
            label={t("analysis:trend.kpis")}
            className={classes.wide!}
            value={search.kpis}
            data={kpiOrder.map((code) => ({ value: code, label: t(`oee:kpis.${code}.name`) }))}
            onChange={(chosen) =>
              chosen.length > 0 && change({ kpis: chosen.map((code) => kpiCode.parse(code)) })
            }
            maxValues={6}
            hidePickedOptions
          />
        </>
      }
    >
      <AnalysisAnswer query={trend} isEmpty={({ buckets }) => buckets.length === 0}>
        {({ basis, buckets }) => (
          <>
            <BasisNote basis={basis} />
            <TrendPanels
              buckets={buckets}
              kpis={search.kpis}
              onOpen={({ start, end }) => analysis.change({ span: "custom", from: start, to: end })}
            />
            <BucketTable buckets={buckets} kpis={search.kpis} basis={basis} />
          </>
        )}
      </AnalysisAnswer>
    </AnalysisFrame>
  );
}

/** Ratios share one scale; pieces per hour have their own. */
function TrendPanels(props: {
  buckets: readonly TrendBucket[];
  kpis: readonly KpiCode[];
  onOpen: (bucket: TrendBucket) => void;
}) {
  const { t } = useTranslation("analysis");
  const isRate = (code: KpiCode) => code === "throughputPerHour";
  return (
    <>
      {[props.kpis.filter((code) => !isRate(code)), props.kpis.filter(isRate)].map(
        (kpis, at) =>
          kpis.length > 0 && (
            <Panel key={at} title={at === 0 ? t("trend.ratios") : t("trend.rates")}>
              <TrendLines {...props} kpis={kpis} isRatio={at === 0} />
            </Panel>
          ),
      )}
    </>
  );
}

function TrendLines(props: {
  buckets: readonly TrendBucket[];
  kpis: readonly KpiCode[];
  isRatio: boolean;
  onOpen: (bucket: TrendBucket) => void;
}) {
  const { t } = useTranslation(["analysis", "oee"]);
  const format = useFormat();
  const bucketText = useBucketText();
  const { buckets, isRatio, onOpen } = props;
  const shape = props.kpis.join();
  const lines = useMemo(
    () => shape.split(",").map((key) => ({ key, name: t(`oee:kpis.${key}.name`) })),
    [shape, t],
  );
  const points = useMemo(
    () =>
      buckets.map((bucket) => ({
        label: bucketText(bucket),
        values: shape.split(",").map((code) => bucket.figures[code as KpiCode].value),
        isBreak: bucket.isBreak,
        isUncertain:
          bucket.flags.includes("preliminary") || bucket.flags.includes("insufficient_data"),
      })),
    [buckets, shape, bucketText],
  );
  const target = useMemo(() => {
    const [first] = buckets;
    if (!isRatio || first === undefined || !shape.split(",").includes("oee")) return null;
    return {
      values: buckets.map(({ targetOee }) => targetOee),
      label: t("analysis:trend.targetValue", { value: format.percent(first.targetOee, 0) }),
    };
  }, [buckets, isRatio, shape, t, format]);
  return (
    <KpiTrend
      lines={lines}
      points={points}
      isRatio={isRatio}
      target={target}
      unit={isRatio ? "%" : t("analysis:trend.rateUnit")}
      label={t("analysis:trend.label", { kpis: lines.map(({ name }) => name).join(", ") })}
      words={{
        value: (value) => (isRatio ? format.percent(value) : format.number(value)),
        break: t("analysis:trend.break"),
        hint: t("analysis:trend.hint"),
        reason: (point, line) => {
          const figure = buckets[point]?.figures[lines[line]!.key as KpiCode];
          return figure === undefined ? "" : (format.figure(figure).reason ?? "");
        },
        uncertain: (point) =>
          (buckets[point]?.flags ?? []).map((flag) => t(`oee:flags.${flag}.short`)).join(", "),
      }}
      onOpen={(point) => {
        const bucket = buckets[point];
        if (bucket !== undefined) onOpen(bucket);
      }}
    />
  );
}

function BucketTable(props: {
  buckets: readonly TrendBucket[];
  kpis: readonly KpiCode[];
  basis: Parameters<ReturnType<typeof useAbout>>[0];
}) {
  const { t } = useTranslation(["analysis", "oee"]);
  const format = useFormat();
  const kpiText = useKpiText();
  const about = useAbout();
  const bucketText = useBucketText();
  const columns: TableColumn<TrendBucket>[] = [
    {
      key: "label",
      label: t("analysis:columns.bucket"),
      value: (bucket) => bucket.label,
      cell: bucketText,
    },
    {
      key: "start",
      label: t("analysis:columns.start"),
      value: (bucket) => new Date(bucket.start).toISOString(),
      cell: (bucket) => format.dateTime(bucket.start),
      from: "lg",
    },
    {
      key: "end",
      label: t("analysis:columns.end"),
      value: (bucket) => new Date(bucket.end).toISOString(),
      cell: (bucket) => format.dateTime(bucket.end),
      isExtra: true,
    },
    ...kpiOrder.map((code): TableColumn<TrendBucket> => ({
      key: code,
      label: t(`oee:kpis.${code}.name`),
      value: (bucket) => bucket.figures[code].value,
      cell: (bucket) => kpiText(code, bucket.figures[code]).text,
      align: "end",
      isSortable: true,
      ...(code !== "throughputPerHour" && { kind: "percent" as const }),
      ...(!props.kpis.includes(code) && { isExtra: true }),
    })),
    {
      key: "target",
      label: t("analysis:trend.target"),
      value: (bucket) => bucket.targetOee,
      kind: "percent",
      cell: (bucket) => format.percent(bucket.targetOee, 0),
      align: "end",
      isExtra: true,
    },
    {
      key: "coverage",
      label: t("analysis:columns.coverage"),
      value: (bucket) => bucket.coverage,
      kind: "percent",
      cell: (bucket) => (bucket.coverage === null ? "–" : format.percent(bucket.coverage)),
      align: "end",
      isSortable: true,
    },
    {
      key: "good",
      label: t("analysis:columns.good"),
      value: (bucket) => bucket.pieces.good,
      cell: (bucket) => format.pieces(bucket.pieces.good),
      align: "end",
      from: "md",
      isSortable: true,
    },
    {
      key: "definition",
      label: t("analysis:about.definition"),
      value: (bucket) => bucket.definitionHash,
      cell: (bucket) => bucket.definitionHash.slice(0, 8),
      isExtra: true,
    },
  ];
  return (
    <LocalTable
      id="kpi-trend"
      label={t("analysis:trend.table")}
      rows={props.buckets}
      columns={columns}
      keyOf={(bucket) => String(bucket.start)}
      about={about(props.basis)}
      empty={null}
    />
  );
}
