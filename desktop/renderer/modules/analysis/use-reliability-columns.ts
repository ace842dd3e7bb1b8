import { useTranslation } from "react-i18next";
import type { ReliabilityRow } from "#shared/analysis/reliability-report.ts";
import type { TableColumn } from "#shared/ui/table/table-column.ts";
import { useFormat } from "../../shell/use-format.ts";
import { useReliabilityText } from "./use-reliability-text.ts";

/** Reliability of machines or reasons; screens show words, exports numbers with their counts. */
export function useReliabilityColumns(isReason: boolean): readonly TableColumn<ReliabilityRow>[] {
  const { t } = useTranslation("analysis");
  const format = useFormat();
  const text = useReliabilityText();
  const seconds = (ms: number | null) => (ms === null ? null : ms / 1_000);
  const nameOf = (row: ReliabilityRow): string => {
    if (isReason && row.key === "") return t("none.reason");
    return row.name === row.code || row.code === row.key ? row.name : `${row.code} · ${row.name}`;
  };
  return [
    {
      key: "name",
      label: isReason ? t("groups.reason") : t("groups.machine"),
      value: nameOf,
    },
    {
      key: "mtbf",
      label: t("reliability.mtbf"),
      value: (row) => seconds(row.mtbfMs.value),
      kind: "seconds",
      cell: (row) => text.mtbf(row).value,
      align: "end",
    },
    {
      key: "bound",
      label: t("reliability.bound"),
      value: (row) => seconds(row.mtbfAtLeastMs),
      kind: "seconds",
      cell: (row) => format.duration(row.mtbfAtLeastMs),
      align: "end",
    },
    {
      key: "failures",
      label: t("reliability.failures"),
      value: (row) => row.failures,
      cell: (row) => format.pieces(row.failures),
      align: "end",
    },
    {
      key: "mttr",
      label: t("reliability.mttr"),
      value: (row) => seconds(row.mttrMs.value),
      kind: "seconds",
      cell: (row) => text.mttr(row).value,
      align: "end",
    },
    {
      key: "restorations",
      label: t("reliability.restored"),
      value: (row) => row.restorations,
      cell: (row) => format.pieces(row.restorations),
      align: "end",
    },
    {
      key: "down",
      label: t("reliability.down"),
      value: (row) => seconds(row.downMs),
      kind: "seconds",
      cell: (row) => format.duration(row.downMs),
      align: "end",
    },
    ...(isReason
      ? []
      : ([
          {
            key: "mtta",
            label: t("reliability.mtta"),
            value: (row) => seconds(row.mttaMs?.value ?? null),
            kind: "seconds",
            cell: (row) => text.mtta(row).value,
            align: "end",
          },
          {
            key: "availability",
            label: t("reliability.availability"),
            value: (row) => row.inherentAvailability.value,
            kind: "percent",
            cell: (row) => format.figure(row.inherentAvailability).text,
            align: "end",
          },
        ] satisfies TableColumn<ReliabilityRow>[])),
    {
      key: "operating",
      label: t("reliability.operating"),
      value: (row) => seconds(row.operatingMs),
      kind: "seconds",
      isExtra: true,
    },
    {
      key: "open",
      label: t("reliability.stillDown"),
      value: (row) => row.openFailures,
      isExtra: true,
    },
  ];
}
