import { IconTimelineEventX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Id } from "#shared/kernel/id.ts";
import type { GapRow } from "#shared/ledger/ledger.contract.ts";
import type { TableColumn } from "#shared/ui/table/table-column.ts";
import { useApi } from "../../shell/ApiProvider.tsx";
import { LocalTable } from "../../shell/LocalTable.tsx";
import { Empty, Failure } from "../../shell/PageStates.tsx";
import { useEngineClock } from "../../shell/use-engine-clock.ts";
import { useFormat } from "../../shell/use-format.ts";
import { causeText } from "../machines/cause-text.ts";

const refetchMs = 5_000;
const mostGaps = 1_000;

/** When nothing was known because of this link, and why. */
export function GapTable(props: { connectionId: string }) {
  const { t } = useTranslation("connections");
  const { t: machineWords } = useTranslation("machines");
  const api = useApi();
  const format = useFormat();
  const now = useEngineClock(1_000);
  const gaps = useQuery(
    api.ledger.gaps.queryOptions({
      input: { connectionId: props.connectionId as Id<"connection">, limit: mostGaps },
      refetchInterval: refetchMs,
    }),
  );
  const columns: TableColumn<GapRow>[] = [
    {
      key: "start",
      label: t("gaps.from"),
      value: (gap) => new Date(gap.startsAt).toISOString(),
      cell: (gap) => format.dateTimeSeconds(gap.startsAt),
      isSortable: true,
      width: "13rem",
    },
    {
      key: "end",
      label: t("gaps.to"),
      value: (gap) => (gap.endsAt === null ? null : new Date(gap.endsAt).toISOString()),
      cell: (gap) =>
        gap.endsAt === null ? <b>{t("gaps.open")}</b> : format.dateTimeSeconds(gap.endsAt),
      from: "md",
      width: "13rem",
    },
    {
      key: "seconds",
      label: t("gaps.duration"),
      value: (gap) => Math.round(((gap.endsAt ?? now) - gap.startsAt) / 1_000),
      kind: "seconds",
      cell: (gap) => format.duration((gap.endsAt ?? now) - gap.startsAt),
      align: "end",
      isSortable: true,
      width: "9rem",
    },
    {
      key: "cause",
      label: t("gaps.cause"),
      value: (gap) => causeText(gap.cause, machineWords),
      isSortable: true,
      width: "14rem",
    },
    { key: "detail", label: t("gaps.detail"), value: (gap) => gap.detail, from: "lg" },
  ];
  return (
    <LocalTable
      id="gaps"
      label={t("gaps.title")}
      columns={columns}
      rows={gaps.data?.rows}
      keyOf={(gap) => gap.id}
      failure={gaps.error && <Failure error={gaps.error} retry={() => void gaps.refetch()} />}
      empty={
        <Empty
          icon={IconTimelineEventX}
          title={t("gaps.empty.title")}
          text={t("gaps.empty.text")}
        />
      }
    />
  );
}
