import { Anchor, Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import type { Figure } from "#shared/oee/figure.ts";
import type { KpiCode } from "#shared/oee/kpi-report.ts";
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
import { ByDefinition } from "./ByDefinition.tsx";
import { kpiOrder } from "./kpi-order.ts";
import { useAbout } from "./use-about.ts";
import { useAnalysis, type Analysis } from "./use-analysis.ts";
import { useAnalysisNames } from "./use-analysis-names.ts";
import { useKpiText } from "./use-kpi-text.ts";
import classes from "./analysis.module.css";

const ratiosSearch = z.object({
  /** Id of the machine that sets the pace of the line; "" = all machines added up. */
  bottleneck: z.string().max(60).catch(""),
});

interface RatioRow {
  readonly machineId: string;
  readonly code: string;
  readonly name: string;
  readonly figures: Readonly<Record<KpiCode, Figure>>;
  readonly coverage: number | null;
  readonly good: number;
  readonly definitionHash: string;
}

const shownKpis: ReadonlySet<KpiCode> = new Set([
  "oee",
  "availability",
  "effectiveness",
  "quality",
  "nee",
  "ooe",
  "teep",
]);

/** Every ratio machine by machine, and of all of them by adding numerators and denominators. */
export function RatiosPage() {
  const { t } = useTranslation(["analysis", "oee"]);
  const format = useFormat();
  const kpiText = useKpiText();
  const api = useApi();
  const analysis = useAnalysis();
  const names = useAnalysisNames();
  const about = useAbout();
  const columns = useRatioColumns(analysis);
  const [{ bottleneck }, change] = useSearchState(ratiosSearch);
  const ratios = useQuery({
    ...api.analysis.ratios.queryOptions({
      input: {
        ...analysis.filter,
        ...(bottleneck !== "" && {
          lineRule: { by: "bottleneck" as const, machineId: bottleneck as never },
        }),
      },
    }),
    ...analysisQuery,
  });
  return (
    <AnalysisFrame
      page="ratios"
      analysis={analysis}
      names={names}
      choices={
        <Select
          label={t("analysis:ratios.line")}
          className={classes.choice!}
          value={bottleneck}
          data={[{ value: "", label: t("analysis:ratios.allMachines") }, ...names.machines]}
          onChange={(chosen) => change({ bottleneck: chosen ?? "" })}
          allowDeselect={false}
          searchable
        />
      }
    >
      <AnalysisAnswer query={ratios} isEmpty={({ machines }) => machines.length === 0}>
        {({ basis, total, machines, lineRule }) => (
          <>
            <BasisNote basis={basis} coverage={total.coverage} flags={total.flags} />
            <Panel
              title={
                lineRule.by === "all_machines"
                  ? t("analysis:ratios.total", { count: machines.length })
                  : t("analysis:ratios.byBottleneck", {
                      machine: names.nameOf("machine", lineRule.machineId),
                    })
              }
            >
              <dl className={classes.facts}>
                {kpiOrder.map((code) => {
                  const { text, reason } = kpiText(code, total.figures[code]);
                  return (
                    <div key={code} className={classes.fact}>
                      <dt>{t(`oee:kpis.${code}.name`)}</dt>
                      <dd>{text}</dd>
                      {reason !== null && <dd>{reason}</dd>}
                    </div>
                  );
                })}
              </dl>
              <p className={classes.quiet}>
                {t("analysis:ratios.sums", { pieces: format.pieces(total.pieces.good) })}
              </p>
            </Panel>
            <ByDefinition items={machines}>
              {(alike) => (
                <LocalTable
                  id="ratios"
                  label={t("analysis:pages.ratios.title")}
                  rows={alike.map((row): RatioRow => ({ ...row, good: row.pieces.good }))}
                  columns={columns}
                  keyOf={(row) => row.machineId}
                  about={about(basis)}
                  empty={null}
                />
              )}
            </ByDefinition>
          </>
        )}
      </AnalysisAnswer>
    </AnalysisFrame>
  );
}

function useRatioColumns(analysis: Analysis): readonly TableColumn<RatioRow>[] {
  const { t } = useTranslation(["analysis", "oee"]);
  const format = useFormat();
  const kpiText = useKpiText();
  return [
    {
      key: "code",
      label: t("analysis:groups.machine"),
      value: (row) => row.code,
      cell: (row) => (
        <Anchor
          component={Link}
          to={`/machines/${row.machineId}/proof` as never}
          search={{ ...analysis.range, factor: "oee" } as never}
          title={t("oee:openProof")}
          inherit
        >
          {row.code}
        </Anchor>
      ),
      isSortable: true,
    },
    {
      key: "name",
      label: t("analysis:columns.name"),
      value: (row) => row.name,
      isSortable: true,
      from: "lg",
    },
    ...kpiOrder.map((code): TableColumn<RatioRow> => ({
      key: code,
      label: t(`oee:kpis.${code}.name`),
      value: (row) => row.figures[code].value,
      cell: (row) => {
        const { text, reason } = kpiText(code, row.figures[code]);
        return <span title={reason ?? undefined}>{text}</span>;
      },
      align: "end",
      isSortable: true,
      ...(code !== "throughputPerHour" && { kind: "percent" as const }),
      ...(!shownKpis.has(code) && { isExtra: true }),
      ...(code === "nee" || code === "ooe" || code === "teep" ? { from: "lg" as const } : {}),
    })),
    {
      key: "coverage",
      label: t("analysis:columns.coverage"),
      value: (row) => row.coverage,
      kind: "percent",
      cell: (row) => (row.coverage === null ? "–" : format.percent(row.coverage)),
      align: "end",
      isSortable: true,
      from: "md",
    },
    {
      key: "good",
      label: t("analysis:columns.good"),
      value: (row) => row.good,
      cell: (row) => format.pieces(row.good),
      align: "end",
      isSortable: true,
      isExtra: true,
    },
    {
      key: "definition",
      label: t("analysis:about.definition"),
      value: (row) => row.definitionHash,
      cell: (row) => row.definitionHash.slice(0, 8),
      isExtra: true,
    },
  ];
}
