import { Anchor } from "@mantine/core";
import { IconCircleCheck } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { LossFilter } from "#shared/analysis/analysis-filter.ts";
import type { AnalysedStop } from "#shared/analysis/stop-report.ts";
import type { TableColumn } from "#shared/ui/table/table-column.ts";
import { useApi } from "../../shell/ApiProvider.tsx";
import { Callout } from "../../shell/Callout.tsx";
import { Empty } from "../../shell/PageStates.tsx";
import { ServerTable } from "../../shell/ServerTable.tsx";
import { useFormat } from "../../shell/use-format.ts";
import { causeText } from "../machines/cause-text.ts";
import { analysisQuery, computingMs } from "./analysis-query.ts";
import { BasisNote } from "./BasisNote.tsx";
import type { DrillStep } from "./drill.ts";
import { useAbout } from "./use-about.ts";
import type { AnalysisNames } from "./use-analysis-names.ts";
import classes from "./analysis.module.css";

/** The very stretches a loss is made of, to the second; their lengths add up to it. */
export function LossStops(props: {
  filter: LossFilter;
  steps: readonly DrillStep[];
  names: AnalysisNames;
}) {
  const { t } = useTranslation("analysis");
  const format = useFormat();
  const api = useApi();
  const about = useAbout();
  const { filter, steps, names } = props;
  const sums = useQuery({
    ...api.analysis.stops.queryOptions({ input: { ...filter, limit: 1 } }),
    ...analysisQuery,
    placeholderData: undefined,
  }).data;
  const list = {
    key: () => [...api.analysis.stops.key(), filter] as const,
    call: (
      page: {
        sortBy: "start" | "ms";
        sortDirection: "asc" | "desc";
        offset: number;
        limit: number;
      },
      options?: { signal?: AbortSignal },
    ) => {
      const { sortBy, sortDirection, offset, limit } = page;
      return api.analysis.stops.call({ ...filter, sortBy, sortDirection, offset, limit }, options);
    },
  };
  return (
    <>
      {sums !== undefined && (
        <>
          <BasisNote basis={sums.basis} />
          <p className={classes.totals}>
            <span>
              {t("pareto.total")}{" "}
              <b>{t("minutes", { minutes: format.precise(sums.totalMs / 60_000, 3) })}</b>
            </span>
            <span>{t("stops.count", { count: sums.total })}</span>
          </p>
          {sums.completeFrom !== null && (
            <Callout tone="notice" title={t("stops.tooMany.title")}>
              <span>{t("stops.tooMany.text", { at: format.dateTime(sums.completeFrom) })}</span>
            </Callout>
          )}
        </>
      )}
      <ServerTable
        id="loss-stops"
        label={t("pareto.stopsTitle")}
        list={list}
        sorts={["start", "ms"]}
        firstDirection="desc"
        columns={useStopColumns()}
        keyOf={(stop) => `${stop.machineId} ${stop.start} ${stop.reasonId ?? ""}`}
        isUnsearched
        {...(sums?.basis.isComputing === true && { refetchMs: computingMs })}
        about={[
          ...(sums === undefined ? [] : about(sums.basis)),
          ...steps.map(
            ({ by, key }) => [t(`groups.${by}`), names.nameOf(by, key)] as [string, string],
          ),
        ]}
        empty={
          <Empty icon={IconCircleCheck} title={t("stops.none.title")} text={t("stops.none.text")} />
        }
      />
    </>
  );
}

function useStopColumns(): readonly TableColumn<AnalysedStop>[] {
  const { t } = useTranslation(["analysis", "machines", "oee"]);
  const format = useFormat();
  return [
    {
      key: "start",
      label: t("analysis:columns.start"),
      value: (stop) => new Date(stop.start).toISOString(),
      cell: (stop) => format.dateTimeSeconds(stop.start),
    },
    {
      key: "end",
      label: t("analysis:columns.end"),
      value: (stop) => (stop.isOpen ? null : new Date(stop.end).toISOString()),
      cell: (stop) => (stop.isOpen ? t("analysis:stops.open") : format.dateTimeSeconds(stop.end)),
      from: "md",
    },
    {
      key: "ms",
      label: t("analysis:columns.seconds"),
      value: (stop) => stop.ms / 1_000,
      cell: (stop) => (
        <span title={format.duration(stop.ms)}>{format.precise(stop.ms / 1_000, 3)}</span>
      ),
      align: "end",
    },
    {
      key: "machine",
      label: t("analysis:groups.machine"),
      value: (stop) => stop.machineCode,
    },
    {
      key: "reason",
      label: t("analysis:groups.reason"),
      value: (stop) => stop.reasonName,
      cell: (stop) =>
        stop.reasonName ?? (
          <Anchor
            component={Link}
            to="/stops"
            search={{ machine: stop.machineId, from: stop.start, to: stop.end } as never}
            title={t("analysis:stops.explain")}
            size="sm"
          >
            {t("analysis:none.reason")}
          </Anchor>
        ),
    },
    {
      key: "proof",
      label: t("analysis:columns.proof"),
      value: () => null,
      isScreenOnly: true,
      cell: (stop) => (
        <Anchor
          component={Link}
          to={`/machines/${stop.machineId}/proof` as never}
          search={{ from: stop.start, to: Math.max(stop.end, stop.start + 1_000) } as never}
          size="sm"
        >
          {t("analysis:stops.proof")}
        </Anchor>
      ),
    },
    {
      key: "loss",
      label: t("analysis:groups.loss"),
      value: (stop) => t(`oee:classes.${stop.loss}`),
      from: "lg",
    },
    {
      key: "cause",
      label: t("analysis:columns.cause"),
      value: (stop) => (stop.cause === null ? null : causeText(stop.cause, t)),
      from: "lg",
    },
    {
      key: "product",
      label: t("analysis:groups.product"),
      value: (stop) => stop.productCode,
      from: "lg",
    },
    {
      key: "shift",
      label: t("analysis:groups.shift"),
      value: (stop) => stop.shiftName,
      from: "lg",
    },
    {
      key: "whole",
      label: t("analysis:columns.whole"),
      value: (stop) => stop.wholeMs / 1_000,
      kind: "seconds",
      cell: (stop) => format.duration(stop.wholeMs),
      align: "end",
      isExtra: true,
    },
  ];
}
