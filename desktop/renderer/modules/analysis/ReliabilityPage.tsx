import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Anchor } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { FailureRow, ReliabilityRow } from "#shared/analysis/reliability-report.ts";
import { Panel } from "#shared/ui/panel/Panel.tsx";
import table from "#shared/ui/panel/PlainTable.module.css";
import { ScrollTable } from "#shared/ui/panel/ScrollTable.tsx";
import { ExportMenu } from "#shared/ui/table/ExportMenu.tsx";
import type { AboutLine } from "#shared/ui/table/export-table.ts";
import { useApi } from "../../shell/ApiProvider.tsx";
import { useFormat } from "../../shell/use-format.ts";
import { useTableExport } from "../../shell/use-table-export.ts";
import { analysisQuery } from "./analysis-query.ts";
import { AnalysisAnswer } from "./AnalysisAnswer.tsx";
import { AnalysisFrame } from "./AnalysisFrame.tsx";
import { BasisNote } from "./BasisNote.tsx";
import { useReliabilityColumns } from "./use-reliability-columns.ts";
import { useReliabilityText } from "./use-reliability-text.ts";
import { useAbout } from "./use-about.ts";
import { useAnalysis } from "./use-analysis.ts";
import { useAnalysisNames } from "./use-analysis-names.ts";
import classes from "./analysis.module.css";

/** How long machines run between failures and how long they stand, with the number of cases behind each mean. */
export function ReliabilityPage() {
  const { t } = useTranslation("analysis");
  const api = useApi();
  const analysis = useAnalysis();
  const names = useAnalysisNames();
  const about = useAbout();
  const { range, machineIds } = analysis.filter;
  const reliability = useQuery({
    ...api.analysis.reliability.queryOptions({
      input: { range, ...(machineIds !== undefined && { machineIds }) },
    }),
    ...analysisQuery,
  });
  return (
    <AnalysisFrame page="reliability" analysis={analysis} names={names} isMachinesOnly>
      <AnalysisAnswer query={reliability}>
        {({ basis, total, byMachine, byReason, failures, failuresTotal }) => (
          <>
            <BasisNote basis={basis} />
            <TotalFacts row={total} />
            <RowsPanel
              title={t("reliability.byMachine")}
              id="reliability-machines"
              rows={byMachine}
              about={about(basis)}
            />
            {byReason.length > 0 && (
              <RowsPanel
                title={t("reliability.byReason")}
                id="reliability-reasons"
                rows={byReason}
                about={about(basis)}
                isReason
              />
            )}
            <FailuresPanel rows={failures} total={failuresTotal} />
          </>
        )}
      </AnalysisAnswer>
    </AnalysisFrame>
  );
}

function TotalFacts({ row }: { row: ReliabilityRow }) {
  const { t } = useTranslation("analysis");
  const format = useFormat();
  const text = useReliabilityText();
  const facts = [
    { key: "mtbf", ...text.mtbf(row) },
    { key: "mttr", ...text.mttr(row) },
    { key: "mtta", ...text.mtta(row) },
    { key: "mttf", ...text.mttf(row) },
    {
      key: "availability",
      value: format.figure(row.inherentAvailability).text,
      note: t("reliability.availabilityNote"),
    },
  ];
  return (
    <dl className={classes.facts} aria-label={t("reliability.total")}>
      {facts.map(({ key, value, note }) => (
        <div key={key} className={classes.fact}>
          <dt>{t(`reliability.${key}`)}</dt>
          <dd>{value}</dd>
          <dd>{note}</dd>
        </div>
      ))}
    </dl>
  );
}

function RowsPanel(props: {
  title: string;
  id: string;
  rows: readonly ReliabilityRow[];
  about: readonly AboutLine[];
  isReason?: boolean;
}) {
  const { t } = useTranslation("analysis");
  const { title, id, rows, isReason = false } = props;
  const columns = useReliabilityColumns(isReason);
  const { exportRows, isExporting } = useTableExport({
    name: id,
    title,
    columns,
    about: props.about,
    read: async () => rows,
  });
  return (
    <Panel
      title={title}
      aside={
        <span data-no-print>
          <ExportMenu total={rows.length} isExporting={isExporting} onExport={exportRows} />
        </span>
      }
    >
      <ScrollTable
        label={title}
        head={
          <tr>
            {columns
              .filter(({ isExtra }) => isExtra !== true)
              .map(({ key, label, align }) => (
                <th key={key} className={align === "end" ? table.number : undefined}>
                  {label}
                </th>
              ))}
          </tr>
        }
      >
        {rows.map((row) => (
          <tr key={row.key}>
            {columns
              .filter(({ isExtra }) => isExtra !== true)
              .map(({ key, cell, value, align }) => (
                <td key={key} className={align === "end" ? table.number : undefined}>
                  {cell?.(row) ?? value(row) ?? "–"}
                </td>
              ))}
          </tr>
        ))}
      </ScrollTable>
      {isReason && <p className={classes.quiet}>{t("reliability.reasonNote")}</p>}
    </Panel>
  );
}

function FailuresPanel(props: { rows: readonly FailureRow[]; total: number }) {
  const { t } = useTranslation("analysis");
  const format = useFormat();
  const { rows, total } = props;
  return (
    <Panel
      title={t("reliability.failures")}
      aside={t("reliability.failureCount", { count: total })}
    >
      {rows.length === 0 ? (
        <p className={table.none}>{t("reliability.noFailure")}</p>
      ) : (
        <ScrollTable
          label={t("reliability.failures")}
          head={
            <tr>
              <th>{t("groups.machine")}</th>
              <th>{t("columns.start")}</th>
              <th>{t("columns.end")}</th>
              <th className={table.number}>{t("reliability.down")}</th>
              <th>{t("groups.reason")}</th>
              <th>{t("columns.proof")}</th>
            </tr>
          }
        >
          {rows.map((row) => (
            <tr key={`${row.machineId} ${row.start}`}>
              <td className={table.still}>{row.machineCode}</td>
              <td className={table.still}>{format.dateTimeSeconds(row.start)}</td>
              <td className={table.still}>
                {row.end === null ? t("stops.open") : format.dateTimeSeconds(row.end)}
              </td>
              <td className={table.number}>{format.duration(row.downMs)}</td>
              <td>{row.reasonName ?? t("none.reason")}</td>
              <td>
                <Anchor
                  component={Link}
                  to={`/machines/${row.machineId}/proof` as never}
                  search={{ from: row.start, to: row.end ?? row.start + row.downMs } as never}
                  inherit
                >
                  {t("stops.proof")}
                </Anchor>
              </td>
            </tr>
          ))}
        </ScrollTable>
      )}
    </Panel>
  );
}
