import { NumberInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import type { SpeedRow } from "#shared/analysis/speed-report.ts";
import type { TableColumn } from "#shared/ui/table/table-column.ts";
import { useApi } from "../../shell/ApiProvider.tsx";
import { LocalTable } from "../../shell/LocalTable.tsx";
import { useFormat } from "../../shell/use-format.ts";
import { useSearchState } from "../../shell/use-search-state.ts";
import { analysisQuery } from "./analysis-query.ts";
import { AnalysisAnswer } from "./AnalysisAnswer.tsx";
import { AnalysisFrame } from "./AnalysisFrame.tsx";
import { BasisNote } from "./BasisNote.tsx";
import { RateBars } from "./RateBars.tsx";
import { useAbout } from "./use-about.ts";
import { useAnalysis } from "./use-analysis.ts";
import { useAnalysisNames } from "./use-analysis-names.ts";
import classes from "./analysis.module.css";

const speedSearch = z.object({ slowBelow: z.number().min(0.1).max(1).catch(0.9) });

/** What slow running cost, per product and machine: exact sums, and the rates achieved beside the ideal one. */
export function SpeedPage() {
  const { t } = useTranslation("analysis");
  const api = useApi();
  const analysis = useAnalysis();
  const names = useAnalysisNames();
  const about = useAbout();
  const columns = useSpeedColumns();
  const [{ slowBelow }, change] = useSearchState(speedSearch);
  const speed = useQuery({
    ...api.analysis.speed.queryOptions({ input: { ...analysis.filter, slowBelow } }),
    ...analysisQuery,
  });
  return (
    <AnalysisFrame
      page="speed"
      analysis={analysis}
      names={names}
      choices={
        <NumberInput
          label={t("speed.slowBelow")}
          className={classes.span!}
          value={Math.round(slowBelow * 100)}
          onChange={(chosen) => {
            const share = Number(chosen) / 100;
            if (share >= 0.1 && share <= 1) change({ slowBelow: share });
          }}
          min={10}
          max={100}
          suffix=" %"
        />
      }
    >
      <AnalysisAnswer query={speed} isEmpty={({ rows }) => rows.length === 0}>
        {({ basis, rows, sampledDays, days }) => (
          <>
            <BasisNote basis={basis} />
            <LocalTable
              id="speed-loss"
              label={t("pages.speed.title")}
              rows={rows}
              columns={columns}
              keyOf={(row) => `${row.machineId} ${row.productCode}`}
              about={about(basis)}
              empty={null}
            />
            <p className={classes.quiet}>
              {t("speed.note")}
              {sampledDays < days && ` ${t("speed.sampled", { sampledDays, days })}`}
            </p>
          </>
        )}
      </AnalysisAnswer>
    </AnalysisFrame>
  );
}

function useSpeedColumns(): readonly TableColumn<SpeedRow>[] {
  const { t } = useTranslation(["analysis", "oee"]);
  const format = useFormat();
  const rate = (key: "idealRate" | "rateP10" | "rateP50" | "rateP90"): TableColumn<SpeedRow> => ({
    key,
    label: t(`analysis:speed.${key}`),
    value: (row) => row[key],
    cell: (row) => {
      const value = row[key];
      return value === null ? "–" : format.number(value);
    },
    align: "end",
    isSortable: true,
    from: "md",
  });
  return [
    {
      key: "machine",
      label: t("analysis:groups.machine"),
      value: (row) => row.machineCode,
      isSortable: true,
    },
    {
      key: "product",
      label: t("analysis:groups.product"),
      value: (row) => row.productCode,
      cell: (row) => (row.productCode === "" ? t("analysis:none.product") : row.productCode),
      isSortable: true,
    },
    {
      key: "lost",
      label: t("analysis:speed.lost"),
      value: (row) => (row.speedLossMs === null ? null : row.speedLossMs / 1_000),
      kind: "seconds",
      cell: (row) => (row.speedLossMs === null ? "–" : format.duration(row.speedLossMs)),
      align: "end",
      isSortable: true,
    },
    {
      key: "piecesLost",
      label: t("analysis:speed.piecesLost"),
      value: (row) => row.piecesLost,
      cell: (row) => (row.piecesLost === null ? "–" : format.pieces(row.piecesLost)),
      align: "end",
      isSortable: true,
      from: "md",
    },
    {
      key: "effectiveness",
      label: t("oee:kpis.effectiveness.name"),
      value: (row) => row.effectiveness.value,
      kind: "percent",
      cell: (row) => {
        const { text, reason } = format.figure(row.effectiveness);
        return <span title={reason ?? undefined}>{text}</span>;
      },
      align: "end",
      isSortable: true,
    },
    rate("idealRate"),
    rate("rateP50"),
    { ...rate("rateP10"), isExtra: true },
    { ...rate("rateP90"), isExtra: true },
    {
      key: "slow",
      label: t("analysis:speed.slow"),
      value: (row) => (row.windows === 0 ? null : row.slowWindows / row.windows),
      kind: "percent",
      cell: (row) => (row.windows === 0 ? "–" : format.percent(row.slowWindows / row.windows)),
      align: "end",
      isSortable: true,
      from: "md",
    },
    {
      key: "distribution",
      label: t("analysis:speed.distribution"),
      value: (row) => row.distribution.join(" "),
      cell: (row) => <RateBars row={row} />,
      from: "lg",
    },
    {
      key: "apt",
      label: t("oee:classes.apt"),
      value: (row) => row.aptMs / 1_000,
      kind: "seconds",
      cell: (row) => format.duration(row.aptMs),
      align: "end",
      isExtra: true,
    },
    {
      key: "pieces",
      label: t("analysis:columns.pieces"),
      value: (row) => row.pieces,
      align: "end",
      isExtra: true,
    },
  ];
}
