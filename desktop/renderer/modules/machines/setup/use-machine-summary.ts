import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { ComparedField } from "#shared/ui/form/stale-fields.ts";
import { useApi } from "../../../shell/ApiProvider.tsx";
import type { MachineValues } from "./machine-values.ts";

/** The general facts of a machine in words, for comparing two versions. */
export function useMachineSummary(): readonly ComparedField<MachineValues>[] {
  const { t } = useTranslation(["setup", "form", "machines"]);
  const api = useApi();
  const connections = useQuery(api.connections.list.queryOptions({ input: { limit: 5_000 } }));
  const patterns = useQuery(api.shifts.patterns.queryOptions());
  const codeIn = (rows: readonly { id: string; code: string }[] | undefined, id: string | null) =>
    rows?.find((row) => row.id === id)?.code ?? t("form:none");
  return [
    { key: "name", label: t("form:name"), text: (values) => values.name },
    {
      key: "kind",
      label: t("setup:kind.label"),
      text: (values) => t(`machines:kinds.${values.kind}`),
    },
    {
      key: "connection",
      label: t("setup:connection.label"),
      text: (values) => codeIn(connections.data?.rows, values.connectionId),
    },
    {
      key: "pattern",
      label: t("setup:pattern.label"),
      text: (values) => codeIn(patterns.data?.rows, values.shiftPatternId),
    },
    {
      key: "minor",
      label: t("setup:minor.label"),
      text: ({ minorStop }) => (minorStop === "" ? t("setup:minor.plant") : `${minorStop} s`),
    },
    {
      key: "minimumRun",
      label: t("setup:minimumRun.label"),
      text: ({ minimumRun }) => (minimumRun === "" ? t("setup:minor.plant") : `${minimumRun} s`),
    },
    { key: "description", label: t("setup:description"), text: (values) => values.description },
  ];
}
