import { Button, NumberInput } from "@mantine/core";
import { IconStack2 } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { MachineId } from "#shared/kernel/id.ts";
import type { StopCaseRow } from "#shared/stops/stops.contract.ts";
import type { TableColumn } from "#shared/ui/table/table-column.ts";
import { useApi } from "../../shell/ApiProvider.tsx";
import { LocalTable } from "../../shell/LocalTable.tsx";
import { Empty, Failure } from "../../shell/PageStates.tsx";
import { useFormat } from "../../shell/use-format.ts";
import { causeText } from "../machines/cause-text.ts";
import { ClassifyPanel } from "./ClassifyPanel.tsx";
import { ReasonMark } from "./ReasonMark.tsx";
import type { StopsSearch } from "./stops-search.ts";
import classes from "./stops.module.css";

interface CaseListProps {
  readonly range: { readonly from: number; readonly to: number };
  readonly search: StopsSearch;
  readonly onGap: (seconds: number) => void;
}

/** Bursts of short stops: one question instead of thirty. */
export function CaseList({ range, search, onGap }: CaseListProps) {
  const { t } = useTranslation("stops");
  const api = useApi();
  const [opened, setOpened] = useState<StopCaseRow | null>(null);
  const cases = useQuery(
    api.stops.cases.queryOptions({
      input: {
        range,
        gapMs: search.gap * 1_000,
        ...(search.machine !== "" && { machineIds: [search.machine as MachineId] }),
      },
      placeholderData: keepPreviousData,
      refetchInterval: 30_000,
    }),
  );
  return (
    <>
      <NumberInput
        label={t("cases.gap")}
        description={t("cases.gapHint")}
        suffix=" s"
        min={0}
        max={86_400}
        maw={280}
        value={search.gap}
        onChange={(value) => typeof value === "number" && onGap(value)}
      />
      <LocalTable
        id="stop-cases"
        label={t("cases.title")}
        columns={useCaseColumns()}
        rows={cases.data?.rows}
        keyOf={(row) => row.id}
        onOpen={setOpened}
        actions={(row) => (
          <Button size="compact-md" h={36} variant="default" onClick={() => setOpened(row)}>
            {t("choose.together", { count: row.count })}
          </Button>
        )}
        failure={cases.error && <Failure error={cases.error} retry={() => void cases.refetch()} />}
        empty={
          <Empty icon={IconStack2} title={t("cases.none.title")} text={t("cases.none.text")} />
        }
      />
      {opened !== null && <ClassifyPanel stops={opened.stops} onClose={() => setOpened(null)} />}
    </>
  );
}

function useCaseColumns(): readonly TableColumn<StopCaseRow>[] {
  const { t } = useTranslation(["stops", "machines"]);
  const format = useFormat();
  return [
    {
      key: "cause",
      label: t("stops:columns.cause"),
      value: (row) =>
        row.cause === null ? t(`shell:states.${row.state}`) : causeText(row.cause, t),
      isSortable: true,
    },
    {
      key: "machine",
      label: t("stops:columns.machine"),
      value: (row) => row.machineCode,
      isSortable: true,
      width: "9rem",
    },
    {
      key: "count",
      label: t("stops:cases.count"),
      value: (row) => row.count,
      isSortable: true,
      align: "end",
      width: "7rem",
    },
    {
      key: "ms",
      label: t("stops:cases.time"),
      value: (row) => row.ms / 1_000,
      cell: (row) => format.duration(row.ms),
      isSortable: true,
      align: "end",
      width: "9rem",
    },
    {
      key: "first",
      label: t("stops:cases.span"),
      value: (row) => new Date(row.firstAt).toISOString(),
      cell: (row) => `${format.dateTime(row.firstAt)} – ${format.clock(row.lastAt)}`,
      isSortable: true,
      from: "md",
      width: "17rem",
    },
    {
      key: "reason",
      label: t("stops:columns.reason"),
      value: (row) => row.count - row.unclassified,
      cell: (row) =>
        row.unclassified === row.count ? (
          <ReasonMark reason={null} />
        ) : row.unclassified > 0 ? (
          <span className={classes.quiet}>
            {t("stops:cases.open", { count: row.unclassified })}
          </span>
        ) : (
          <ReasonMark reason={row.stops[0]?.reason ?? null} />
        ),
    },
  ];
}
