import { Anchor, Badge } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { RunRow } from "#shared/runs/runs.contract.ts";
import type { TableColumn } from "#shared/ui/table/table-column.ts";
import { useEngineClock } from "../../shell/use-engine-clock.ts";
import { useFormat } from "../../shell/use-format.ts";
import classes from "./runs.module.css";

const iso = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

/** Who said what is made, in words. */
export function useSourceText(): (run: RunRow) => string {
  const { t } = useTranslation("runs");
  return ({ source, startedBy }) =>
    startedBy === null ? t(`sources.${source}`) : t(`sources.${source}By`, { name: startedBy });
}

/** Product and order of a run as a cell; a combined run says how many products it makes. */
export function MadeCell(props: { readonly run: RunRow }) {
  const { t } = useTranslation("runs");
  const { run } = props;
  return (
    <span>
      {run.productCode ?? <span className={classes.quiet}>{t("noProduct")}</span>}
      {run.productName !== null && run.productName !== run.productCode && (
        <span className={classes.quiet}> {run.productName}</span>
      )}
      {run.items.length > 0 && (
        <Badge ml={6} size="sm" variant="light" color="gray" tt="none">
          {t("combined", { count: run.items.length })}
        </Badge>
      )}
    </span>
  );
}

/** The columns of the list of runs; the export has instants in ISO and times in seconds. */
export function useRunColumns(onOrder: (orderNo: string) => void): readonly TableColumn<RunRow>[] {
  const { t } = useTranslation("runs");
  const format = useFormat();
  const now = useEngineClock(10_000);
  const sourceText = useSourceText();
  const lengthOf = (run: RunRow) => Math.max(0, (run.end ?? now) - run.start);
  return [
    {
      key: "machineCode",
      label: t("columns.machine"),
      value: (run) => run.machineCode,
    },
    {
      key: "productCode",
      label: t("columns.product"),
      value: (run) => run.productCode,
      cell: (run) => <MadeCell run={run} />,
      isText: true,
    },
    {
      key: "orderNo",
      label: t("columns.order"),
      value: (run) => run.orderNo,
      cell: (run) =>
        run.orderNo === null ? (
          "–"
        ) : (
          <Anchor
            component="button"
            type="button"
            inherit
            onClick={(event) => {
              event.stopPropagation();
              onOrder(run.orderNo!);
            }}
          >
            {run.orderNo}
          </Anchor>
        ),
      from: "md",
    },
    {
      key: "start",
      label: t("columns.start"),
      value: (run) => iso(run.start),
      cell: (run) => format.dateTime(run.start),
      from: "md",
    },
    {
      key: "length",
      label: t("columns.length"),
      value: (run) => Math.round(lengthOf(run) / 1_000),
      kind: "seconds",
      cell: (run) => (
        <>
          {format.duration(lengthOf(run))}
          {run.end === null && <span className={classes.quiet}> {t("running")}</span>}
        </>
      ),
      align: "end",
      from: "md",
    },
    {
      key: "good",
      label: t("columns.good"),
      value: (run) => run.good,
      cell: (run) =>
        run.target === null
          ? format.pieces(run.good)
          : t("ofTarget", { good: format.pieces(run.good), target: format.pieces(run.target) }),
      align: "end",
    },
    {
      key: "reject",
      label: t("columns.reject"),
      value: (run) => run.reject,
      cell: (run) => format.pieces(run.reject),
      align: "end",
      from: "lg",
    },
    {
      key: "standard",
      label: t("columns.standard"),
      value: (run) => (run.standardMs === null ? null : Math.round(run.standardMs / 1_000)),
      kind: "seconds",
      cell: (run) =>
        run.standardMs === null ? (
          <span title={t("noCycle")}>–</span>
        ) : (
          format.duration(run.standardMs)
        ),
      align: "end",
      from: "lg",
    },
    {
      key: "source",
      label: t("columns.source"),
      value: sourceText,
      isExtra: true,
    },
    { key: "end", label: t("columns.end"), value: (run) => iso(run.end), isExtra: true },
    { key: "total", label: t("columns.total"), value: (run) => run.total, isExtra: true },
    { key: "target", label: t("columns.target"), value: (run) => run.target, isExtra: true },
    {
      key: "attainment",
      label: t("columns.attainment"),
      value: (run) => run.attainment.value,
      cell: (run) => format.figure(run.attainment).text,
      align: "end",
      isExtra: true,
    },
    { key: "cavities", label: t("columns.cavities"), value: (run) => run.cavities, isExtra: true },
    {
      key: "items",
      label: t("columns.items"),
      value: (run) =>
        run.items
          .map((item) => `${item.piecesPerCycle} × ${item.productCode ?? "?"}: ${item.good}`)
          .join("; "),
      isExtra: true,
    },
  ];
}
