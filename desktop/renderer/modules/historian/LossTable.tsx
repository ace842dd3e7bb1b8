import { IconArchive } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { SampleLossRow } from "#shared/historian/historian.contract.ts";
import type { TableColumn } from "#shared/ui/table/table-column.ts";
import { Panel } from "#shared/ui/panel/Panel.tsx";
import { LocalTable } from "../../shell/LocalTable.tsx";
import { Empty } from "../../shell/PageStates.tsx";
import { useFormat } from "../../shell/use-format.ts";

/** What was given up, per tag and reason. */
export function LossTable({ rows }: { rows: readonly SampleLossRow[] }) {
  const { t } = useTranslation("historian");
  const format = useFormat();
  const instant = (
    key: "from" | "to" | "recordedAt",
    width: string,
  ): TableColumn<SampleLossRow> => ({
    key,
    label: t(`losses.${key}`),
    value: (row) => new Date(row[key]).toISOString(),
    cell: (row) => format.dateTime(row[key]),
    isSortable: true,
    width,
    ...(key === "recordedAt" && { from: "md" as const }),
  });
  const columns: TableColumn<SampleLossRow>[] = [
    {
      key: "tag",
      label: t("losses.tag"),
      value: (row) => row.tagCode ?? t("losses.goneTag"),
      isSortable: true,
    },
    { key: "machine", label: t("losses.machine"), value: (row) => row.machineCode, from: "md" },
    {
      key: "cause",
      label: t("losses.cause"),
      value: (row) => t(`missing.${row.cause}`),
      isSortable: true,
    },
    instant("from", "11rem"),
    instant("to", "11rem"),
    instant("recordedAt", "11rem"),
  ];
  return (
    <Panel title={t("losses.title")}>
      <LocalTable
        id="sample-losses"
        label={t("losses.title")}
        columns={columns}
        rows={rows}
        keyOf={(row) => `${row.tagCode} ${row.cause} ${row.from} ${row.to}`}
        empty={
          <Empty icon={IconArchive} title={t("losses.empty.title")} text={t("losses.empty.text")} />
        }
      />
    </Panel>
  );
}
