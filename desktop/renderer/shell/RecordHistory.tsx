import { Text } from "@mantine/core";
import { IconHistory } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { AuditRow } from "#shared/plant/plant.contract.ts";
import type { TableColumn } from "#shared/ui/table/table-column.ts";
import { useApi } from "./ApiProvider.tsx";
import { auditChanges, type AuditChange } from "./audit-changes.ts";
import { LocalTable } from "./LocalTable.tsx";
import { Empty, Failure } from "./PageStates.tsx";
import { useFormat } from "./use-format.ts";

/** Long values are cut in the list; the export has them whole. */
const mostChanges = 4;
const mostRows = 5_000;

/** Who changed this record, when, and what stood there before. For people with the right `audit:read`. */
export function RecordHistory(props: { entityId: string }) {
  const { t } = useTranslation("form");
  const format = useFormat();
  const history = useRecordHistory(props.entityId);
  const columns: TableColumn<AuditRow>[] = [
    {
      key: "at",
      label: t("history.at"),
      value: (row) => new Date(row.at).toISOString(),
      cell: (row) => format.dateTimeSeconds(row.at),
      isSortable: true,
      width: "13rem",
    },
    {
      key: "actorName",
      label: t("history.actor"),
      value: (row) => row.actorName,
      isSortable: true,
      width: "11rem",
    },
    {
      key: "station",
      label: t("history.station"),
      value: (row) => row.station,
      from: "lg",
      width: "9rem",
    },
    {
      key: "change",
      label: t("history.change"),
      value: (row) => auditChanges(row.before, row.after).map(asText).join("; "),
      cell: (row) => <Changes row={row} />,
    },
  ];
  return (
    <LocalTable
      id="history"
      label={t("history.title")}
      columns={columns}
      rows={history.data}
      keyOf={(row) => row.id}
      failure={
        history.error && <Failure error={history.error} retry={() => void history.refetch()} />
      }
      empty={<Empty icon={IconHistory} title={t("history.empty")} text={t("history.emptyText")} />}
    />
  );
}

/** The entries of one row, newest first. The trail is searched by text, which also finds rows that name this one. */
function useRecordHistory(entityId: string) {
  const api = useApi();
  return useQuery({
    queryKey: [...api.plant.audit.key(), "record", entityId],
    queryFn: async ({ signal }) => {
      const own: AuditRow[] = [];
      for (let offset = 0; ; offset += mostRows) {
        const input = {
          search: entityId,
          sortBy: "at",
          sortDirection: "desc",
          offset,
          limit: mostRows,
        } as const;
        const { rows } = await api.plant.audit.call(input, { signal });
        own.push(...rows.filter((row) => row.entityId === entityId));
        if (rows.length < mostRows) return own;
      }
    },
  });
}

const asText = ({ field, before, after }: AuditChange): string =>
  `${field}: ${before ?? "–"} → ${after ?? "–"}`;

function Changes(props: { row: AuditRow }) {
  const { t } = useTranslation("form");
  const { before, after } = props.row;
  const changes = auditChanges(before, after);
  const word =
    before === null ? t("history.created") : after === null ? t("history.removed") : null;
  const shown = changes.slice(0, mostChanges);
  return (
    <Text span size="sm" title={changes.map(asText).join("\n")}>
      {word !== null && <b>{word} </b>}
      {shown.map((change, index) => (
        <span key={change.field}>
          {index > 0 && " · "}
          {columnName(change.field, t)}:{" "}
          {before !== null && <s>{change.before ?? t("history.nothing")}</s>}{" "}
          {change.after ?? (after === null ? "" : t("history.nothing"))}
        </span>
      ))}
      {changes.length > shown.length && " …"}
    </Text>
  );
}

/** `signals.state.running` → the column in words, and the path within it as it is. */
function columnName(
  field: string,
  t: (key: string, options: { defaultValue: string }) => string,
): string {
  const [column, ...path] = field.split(".");
  return [t(`columns.${column}`, { defaultValue: column! }), ...path].join(" ");
}
