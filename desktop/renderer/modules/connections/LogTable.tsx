import { Select } from "@mantine/core";
import { IconNotebook } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import type { ConnectionLogRow, ConnectionRow } from "#shared/connections/connection-rows.ts";
import type { Id } from "#shared/kernel/id.ts";
import { linkLossCauses } from "#shared/machines/sample.ts";
import type { TableColumn } from "#shared/ui/table/table-column.ts";
import { useApi } from "../../shell/ApiProvider.tsx";
import { LocalTable } from "../../shell/LocalTable.tsx";
import { Empty, Failure } from "../../shell/PageStates.tsx";
import { useFormat } from "../../shell/use-format.ts";
import { useSearchState } from "../../shell/use-search-state.ts";
import { causeText } from "../machines/cause-text.ts";
import classes from "./connections.module.css";

const refetchMs = 3_000;
const mostEntries = 1_000;
const levels = ["info", "warn"] as const;
const filters = z.object({ level: z.enum(levels).nullable().catch(null) });

const lossCauses: ReadonlySet<string> = new Set(linkLossCauses);

/** What happened to the link and the settings of a connection, newest first. */
export function LogTable(props: { connection: ConnectionRow }) {
  const { t } = useTranslation("connections");
  const api = useApi();
  const [filter, setFilter] = useSearchState(filters);
  const log = useQuery(
    api.connections.log.queryOptions({
      input: { id: props.connection.id as Id<"connection">, limit: mostEntries },
      refetchInterval: refetchMs,
    }),
  );
  const rows = log.data?.rows.filter((row) => filter.level === null || row.level === filter.level);
  return (
    <LocalTable
      id="connection-log"
      label={t("log.title")}
      columns={useLogColumns()}
      rows={rows}
      keyOf={(row) => row.id}
      filters={
        <Select
          aria-label={t("log.level")}
          placeholder={t("log.level")}
          clearable
          w={170}
          data={levels.map((value) => ({ value, label: t(`log.levels.${value}`) }))}
          value={filter.level}
          onChange={(value) => setFilter({ level: levels.find((one) => one === value) ?? null })}
        />
      }
      failure={log.error && <Failure error={log.error} retry={() => void log.refetch()} />}
      empty={<Empty icon={IconNotebook} title={t("log.empty.title")} text={t("log.empty.text")} />}
    />
  );
}

function useLogColumns(): readonly TableColumn<ConnectionLogRow>[] {
  const { t } = useTranslation("connections");
  const { t: machineWords } = useTranslation("machines");
  const format = useFormat();
  return [
    {
      key: "at",
      label: t("log.at"),
      value: (row) => new Date(row.at).toISOString(),
      cell: (row) => format.dateTimeSeconds(row.at),
      isSortable: true,
      width: "13rem",
    },
    {
      key: "event",
      label: t("log.event"),
      value: (row) => eventText(row.event, t, machineWords),
      cell: (row) => (
        <span className={row.level === "warn" ? classes.warning : undefined}>
          {eventText(row.event, t, machineWords)}
        </span>
      ),
      isSortable: true,
    },
    {
      key: "times",
      label: t("log.times"),
      value: (row) => row.times,
      cell: (row) => (row.times > 1 ? `${row.times} ×` : ""),
      align: "end",
    },
    { key: "detail", label: t("gaps.detail"), value: (row) => row.detail, from: "md" },
  ];
}

const eventText = (
  event: ConnectionLogRow["event"],
  t: TFunction<"connections">,
  machineWords: TFunction<"machines">,
): string => (lossCauses.has(event) ? causeText(event, machineWords) : t(`log.events.${event}`));
