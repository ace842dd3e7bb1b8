import { IconCircleCheck } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Edit } from "#shared/trust/edit.ts";
import { Panel } from "#shared/ui/panel/Panel.tsx";
import type { TableColumn } from "#shared/ui/table/table-column.ts";
import { LocalTable } from "../../shell/LocalTable.tsx";
import { Empty } from "../../shell/PageStates.tsx";
import { useFormat } from "../../shell/use-format.ts";
import { useEditText } from "./use-edit-text.ts";

/** Who changed what, when, from what to what. */
export function EditTable({ edits, total }: { edits: readonly Edit[]; total: number }) {
  const { t } = useTranslation("trust");
  const format = useFormat();
  const text = useEditText();
  const columns: TableColumn<Edit>[] = [
    {
      key: "recordedAt",
      label: t("edits.recorded"),
      value: (row) => row.recordedAt,
      cell: (row) => format.dateTimeSeconds(row.recordedAt),
    },
    { key: "by", label: t("edits.by"), value: (row) => row.by ?? t("captured") },
    { key: "what", label: t("edits.what"), value: (row) => text.what(row), isText: true },
    { key: "change", label: t("edits.change"), value: (row) => text.change(row), isText: true },
    {
      key: "machine",
      label: t("machine"),
      value: (row) => row.machineCode ?? t("asKnown.all"),
      from: "md",
    },
    { key: "of", label: t("edits.of"), value: (row) => text.time(row), isText: true, from: "lg" },
    { key: "note", label: t("edits.note"), value: (row) => row.note, isText: true, from: "lg" },
  ];
  return (
    <Panel
      title={t("edits.title")}
      aside={total > edits.length ? t("edits.more", { shown: edits.length, total }) : undefined}
    >
      <LocalTable
        id="trust-edits"
        label={t("edits.title")}
        columns={columns}
        rows={edits}
        keyOf={(row) => JSON.stringify(row)}
        empty={
          <Empty icon={IconCircleCheck} title={t("edits.none.title")} text={t("edits.none.text")} />
        }
      />
    </Panel>
  );
}
