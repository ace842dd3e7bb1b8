import { Badge, Select } from "@mantine/core";
import { IconTransferOut } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import {
  handoverStatus,
  type HandoverRow,
  type HandoverStatus,
} from "#shared/handover/handover.contract.ts";
import type { TableColumn } from "#shared/ui/table/table-column.ts";
import { useApi } from "../../shell/ApiProvider.tsx";
import { Page } from "../../shell/Page.tsx";
import { Empty } from "../../shell/PageStates.tsx";
import { ServerTable } from "../../shell/ServerTable.tsx";
import { useEngineClock } from "../../shell/use-engine-clock.ts";
import { useFormat } from "../../shell/use-format.ts";
import { useSearchState } from "../../shell/use-search-state.ts";
import { HandoverPolicyPanel } from "./HandoverPolicyPanel.tsx";
import { statusTone } from "./status-tone.ts";

const dayMs = 86_400_000;
const daysShown = 60;

const listSearch = z.object({ status: z.union([handoverStatus, z.literal("")]).catch("") });

/** Every shift of the last weeks and how far its hand-over is. */
export function HandoverListPage() {
  const { t } = useTranslation("handover");
  const api = useApi();
  const format = useFormat();
  const navigate = useNavigate();
  const now = useEngineClock(60_000);
  const [{ status }, change] = useSearchState(listSearch);
  const to = Math.ceil(now / 60_000) * 60_000;
  const filter = {
    range: { from: to - daysShown * dayMs, to },
    ...(status !== "" && { status }),
  };
  const columns: TableColumn<HandoverRow>[] = [
    {
      key: "start",
      label: t("list.shift"),
      value: (row) => `${row.shift.businessDate} ${row.shift.name}`,
      cell: (row) => (
        <span>
          <b>{row.shift.name}</b> {format.dayShort(row.shift.start)}
        </span>
      ),
    },
    {
      key: "time",
      label: t("list.time"),
      value: (row) => new Date(row.shift.start).toISOString(),
      cell: (row) => `${format.clock(row.shift.start)}–${format.clock(row.shift.end)}`,
      from: "lg",
      width: "9rem",
    },
    {
      key: "pattern",
      label: t("list.pattern"),
      value: (row) => row.shift.patternName,
      from: "lg",
    },
    { key: "crew", label: t("list.crew"), value: (row) => row.shift.crew, isExtra: true },
    {
      key: "status",
      label: t("list.status"),
      value: (row) => t(`status.${row.isOverdue ? "overdue" : row.status}`),
      cell: (row) => <StatusMark status={row.status} isOverdue={row.isOverdue} />,
      width: "13rem",
    },
    {
      key: "unclassified",
      label: t("list.unclassified"),
      value: (row) => (row.unclassifiedMs === null ? null : Math.round(row.unclassifiedMs / 1_000)),
      cell: (row) => (row.unclassifiedMs === null ? "–" : format.duration(row.unclassifiedMs)),
      align: "end",
      from: "md",
    },
    {
      key: "signed",
      label: t("list.signed"),
      value: (row) => row.signed?.name ?? null,
      cell: (row) =>
        row.signed === null ? "–" : `${row.signed.name}, ${format.clock(row.signed.at)}`,
      from: "md",
    },
    {
      key: "acknowledged",
      label: t("list.acknowledged"),
      value: (row) => row.acknowledged?.name ?? null,
      cell: (row) =>
        row.acknowledged === null
          ? "–"
          : `${row.acknowledged.name}, ${format.clock(row.acknowledged.at)}`,
      from: "md",
    },
    {
      key: "why",
      label: t("list.why"),
      value: (row) => row.unclassifiedReason,
      isExtra: true,
    },
  ];
  return (
    <Page title={t("list.title")} purpose={t("list.purpose")}>
      <Select
        label={t("list.status")}
        placeholder={t("list.all")}
        value={status === "" ? null : status}
        data={handoverStatus.options.map((code) => ({ value: code, label: t(`status.${code}`) }))}
        onChange={(chosen) => change({ status: (chosen ?? "") as HandoverStatus | "" })}
        clearable
        w={220}
      />
      <ServerTable
        id="handovers"
        label={t("list.title")}
        list={{
          key: () => [...api.handover.list.key(), filter],
          call: ({ search, sortDirection, offset, limit }, options) =>
            api.handover.list.call({ ...filter, search, sortDirection, offset, limit }, options),
        }}
        sorts={["start"]}
        firstDirection="desc"
        columns={columns}
        keyOf={(row) => row.shift.id}
        onOpen={(row) =>
          void navigate({ to: "/shifts/handover/$shiftId", params: { shiftId: row.shift.id } })
        }
        refetchMs={30_000}
        empty={
          <Empty icon={IconTransferOut} title={t("list.empty.title")} text={t("list.empty.text")} />
        }
      />
      <HandoverPolicyPanel />
    </Page>
  );
}

export function StatusMark(props: { status: HandoverStatus; isOverdue: boolean }) {
  const { t } = useTranslation("handover");
  const { status, isOverdue } = props;
  return (
    <Badge
      variant="light"
      color={statusTone(status, isOverdue)}
      radius="sm"
      tt="none"
      miw="max-content"
    >
      {t(`status.${isOverdue ? "overdue" : status}`)}
    </Badge>
  );
}
