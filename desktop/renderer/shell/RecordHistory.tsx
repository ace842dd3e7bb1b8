import { Text } from "@mantine/core";
import { IconHistory } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { AuditRow } from "#shared/plant/plant.contract.ts";
import type { TableColumn } from "#shared/ui/table/table-column.ts";
import { useApi } from "./ApiProvider.tsx";
import { auditChanges, type AuditChange } from "./audit-changes.ts";
import { columnName } from "./column-name.ts";
import { Empty } from "./PageStates.tsx";
import { ServerTable } from "./ServerTable.tsx";
import { useFormat } from "./use-format.ts";

/** Long values are cut in the list; the export has them whole. */
const mostChanges = 4;

/** Who changed this record, when, and what stood there before. For people with the right `audit:read`. */
export function RecordHistory(props: { entityId: string }) {
  const { t } = useTranslation("form");
  const api = useApi();
  const format = useFormat();
  const columns: TableColumn<AuditRow>[] = [
    {
      key: "at",
      label: t("history.at"),
      value: (row) => new Date(row.at).toISOString(),
      cell: (row) => format.dateTimeSeconds(row.at),
      width: "12rem",
    },
    { key: "actorName", label: t("history.actor"), value: (row) => row.actorName, width: "11rem" },
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
    <ServerTable
      id="history"
      label={t("history.title")}
      list={api.plant.audit}
      sorts={["at", "actorName"]}
      firstDirection="desc"
      within={props.entityId}
      keyOf={(row) => row.id}
      columns={columns}
      empty={<Empty icon={IconHistory} title={t("history.empty")} text={t("history.emptyText")} />}
    />
  );
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
