import { Code, Modal, Table, Text } from "@mantine/core";
import { IconHistory } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { AuditRow } from "#shared/plant/plant.contract.ts";
import type { TableColumn } from "#shared/ui/table/table-column.ts";
import { useApi } from "../../shell/ApiProvider.tsx";
import { auditChanges } from "../../shell/audit-changes.ts";
import { columnName } from "../../shell/column-name.ts";
import { Page } from "../../shell/Page.tsx";
import { Empty } from "../../shell/PageStates.tsx";
import { ServerTable } from "../../shell/ServerTable.tsx";
import { useFormat } from "../../shell/use-format.ts";

/** Who changed what, when and from where. */
export function AuditPage() {
  const { t } = useTranslation();
  const api = useApi();
  const [opened, setOpened] = useState<AuditRow | null>(null);
  return (
    <Page title={t("shell:nav.audit.label")} purpose={t("shell:nav.audit.purpose")}>
      <ServerTable
        id="audit"
        label={t("shell:nav.audit.label")}
        list={api.plant.audit}
        sorts={["at", "actorName", "entity"]}
        firstDirection="desc"
        columns={useAuditColumns()}
        keyOf={(row) => row.id}
        onOpen={setOpened}
        empty={
          <Empty
            icon={IconHistory}
            title={t("plant:audit.empty")}
            text={t("shell:nav.audit.purpose")}
          />
        }
      />
      {opened !== null && <AuditEntry row={opened} close={() => setOpened(null)} />}
    </Page>
  );
}

function useAuditColumns(): readonly TableColumn<AuditRow>[] {
  const { t } = useTranslation();
  const format = useFormat();
  // The entry itself tells what changed within a column.
  const changed = (row: AuditRow) =>
    [
      ...new Set(
        auditChanges(row.before, row.after).map(({ field }) => columnName(field.split(".")[0]!, t)),
      ),
    ].join(", ");
  return [
    {
      key: "at",
      label: t("plant:audit.at"),
      value: (row) => new Date(row.at).toISOString(),
      cell: (row) => format.dateTimeSeconds(row.at),
    },
    {
      key: "actorName",
      label: t("plant:audit.actor"),
      value: (row) => row.actorName,
    },
    {
      key: "operation",
      label: t("plant:audit.operation"),
      value: (row) => operationText(row.operation, t),
    },
    {
      key: "entity",
      label: t("plant:audit.entity"),
      value: (row) => t(`shell:entities.${row.entity}`, { defaultValue: row.entity }),
      from: "md",
    },
    { key: "changed", label: t("plant:audit.changed"), value: changed, isText: true, from: "md" },
    {
      key: "station",
      label: t("plant:audit.station"),
      value: (row) => row.station,
      from: "lg",
    },
  ];
}

/** `machines.update` in words; an operation without words keeps its name. */
const operationText = (
  operation: string,
  t: (key: string, options: { defaultValue: string }) => string,
): string =>
  t(`plant:audit.operations.${operation.replace(".", "_")}`, { defaultValue: operation });

function AuditEntry(props: { row: AuditRow; close: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { row } = props;
  const changes = auditChanges(row.before, row.after);
  return (
    <Modal opened onClose={props.close} size="lg" title={operationText(row.operation, t)}>
      <Text size="sm" c="dimmed">
        {t("plant:audit.line", {
          actor: row.actorName,
          at: format.dateTimeSeconds(row.at),
          station: row.station,
        })}
      </Text>
      <Text size="sm" c="dimmed" mb="sm">
        {t(`shell:entities.${row.entity}`, { defaultValue: row.entity })}{" "}
        <Code>{row.entityId}</Code>
      </Text>
      {changes.length === 0 ? (
        <Text size="sm">{t("plant:audit.noChange")}</Text>
      ) : (
        <Table verticalSpacing={6} layout="fixed" style={{ overflowWrap: "anywhere" }}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("plant:audit.field")}</Table.Th>
              <Table.Th>{t("plant:audit.before")}</Table.Th>
              <Table.Th>{t("plant:audit.after")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {changes.map((change) => (
              <Table.Tr key={change.field}>
                <Table.Td>{columnName(change.field, t)}</Table.Td>
                <Table.Td>{change.before ?? "–"}</Table.Td>
                <Table.Td>{change.after ?? "–"}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Modal>
  );
}
