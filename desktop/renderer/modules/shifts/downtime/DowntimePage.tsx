import { Anchor, Badge, Button } from "@mantine/core";
import { IconArrowLeft, IconCalendarX, IconPlus } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { hourMs } from "#shared/kernel/instant.ts";
import type { PlannedDowntimeRow } from "#shared/shifts/shifts.contract.ts";
import type { TableColumn } from "#shared/ui/table/table-column.ts";
import { useApi } from "../../../shell/ApiProvider.tsx";
import { LocalTable } from "../../../shell/LocalTable.tsx";
import { Page } from "../../../shell/Page.tsx";
import { Empty, Failure } from "../../../shell/PageStates.tsx";
import { useEngineClock } from "../../../shell/use-engine-clock.ts";
import { useFormat } from "../../../shell/use-format.ts";
import { useSearchState } from "../../../shell/use-search-state.ts";
import { useSession } from "../../../shell/use-session.ts";
import { RangeDates } from "../../ledger/RangeDates.tsx";
import { DowntimeDrawer } from "./DowntimeDrawer.tsx";
import type { DowntimeSpan } from "./downtime-values.ts";

const dayMs = 24 * hourMs;
const rangeSearch = z.object({
  from: z.int().optional().catch(undefined),
  to: z.int().optional().catch(undefined),
});

/** Planned downtime by its beginning: what was, what is, what is to come. */
export function DowntimePage() {
  const { t } = useTranslation("shift-work");
  const api = useApi();
  const format = useFormat();
  const { may } = useSession();
  const now = useEngineClock(60_000);
  const [search, change] = useSearchState(rangeSearch);
  const [opened, setOpened] = useState<PlannedDowntimeRow | DowntimeSpan | null>(null);
  const today = Math.floor(now / dayMs) * dayMs;
  const isChosen = search.from !== undefined && search.to !== undefined && search.from < search.to;
  const range = isChosen
    ? { from: search.from!, to: search.to! }
    : { from: today - 28 * dayMs, to: today + 63 * dayMs };
  const planned = useQuery(
    api.shifts.downtime.queryOptions({ input: { range }, placeholderData: keepPreviousData }),
  );
  const nextHour = Math.ceil(now / hourMs) * hourMs;
  const add = may("shift:update") && (
    <Button
      leftSection={<IconPlus size={16} aria-hidden />}
      onClick={() =>
        setOpened({ machineId: null, from: nextHour, to: nextHour + hourMs, name: "" })
      }
    >
      {t("downtime.add")}
    </Button>
  );
  const whenOf = (row: PlannedDowntimeRow) =>
    row.to <= now ? "past" : row.from <= now ? "running" : "toCome";
  const columns: TableColumn<PlannedDowntimeRow>[] = [
    {
      key: "from",
      label: t("downtime.from"),
      value: (row) => new Date(row.from).toISOString(),
      cell: (row) => (
        <span>
          <b>{format.dayShort(row.from)}</b> {format.clock(row.from)}
        </span>
      ),
      isSortable: true,
      width: "11rem",
    },
    {
      key: "to",
      label: t("downtime.to"),
      value: (row) => new Date(row.to).toISOString(),
      cell: (row) =>
        format.dayShort(row.to) === format.dayShort(row.from)
          ? format.clock(row.to)
          : `${format.dayShort(row.to)} ${format.clock(row.to)}`,
      isSortable: true,
      from: "md",
      width: "11rem",
    },
    {
      key: "length",
      label: t("downtime.length"),
      value: (row) => Math.round((row.to - row.from) / 1_000),
      cell: (row) => format.duration(row.to - row.from),
      align: "end",
      isSortable: true,
      width: "8rem",
    },
    { key: "name", label: t("downtime.name"), value: (row) => row.name, isSortable: true },
    {
      key: "where",
      label: t("downtime.where"),
      value: (row) => row.machineCode ?? t("downtime.plant"),
      cell: (row) => (row.machineCode === null ? t("downtime.plant") : row.machineCode),
      isSortable: true,
      from: "md",
    },
    {
      key: "when",
      label: t("downtime.when"),
      value: (row) => t(`downtime.${whenOf(row)}`),
      cell: (row) => (
        <Badge
          variant={whenOf(row) === "past" ? "outline" : "light"}
          color={whenOf(row) === "running" ? "accent" : "gray"}
          radius="sm"
          tt="none"
        >
          {t(`downtime.${whenOf(row)}`)}
        </Badge>
      ),
      from: "md",
      width: "8rem",
    },
  ];
  return (
    <Page
      title={t("downtime.title")}
      purpose={t("downtime.purpose")}
      back={
        <Anchor size="sm" renderRoot={(root) => <Link {...root} to="/shifts" />}>
          <IconArrowLeft size={14} aria-hidden /> {t("title")}
        </Anchor>
      }
      actions={add}
    >
      <RangeDates range={range} onChange={change} />
      <LocalTable
        id="planned-downtime"
        label={t("downtime.title")}
        columns={columns}
        rows={planned.data?.rows}
        keyOf={(row) => row.id}
        {...(may("shift:update") ? { onOpen: setOpened } : {})}
        failure={
          planned.error && <Failure error={planned.error} retry={() => void planned.refetch()} />
        }
        empty={
          <Empty
            icon={IconCalendarX}
            title={t("downtime.empty.title")}
            text={t("downtime.empty.text")}
            action={add}
          />
        }
      />
      {opened !== null && (
        <DowntimeDrawer
          key={"id" in opened ? opened.id : "new"}
          stretch={opened}
          onClose={() => setOpened(null)}
        />
      )}
    </Page>
  );
}
