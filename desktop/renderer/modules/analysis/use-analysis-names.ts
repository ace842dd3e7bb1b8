import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { ParetoGroup } from "#shared/analysis/pareto-report.ts";
import { useApi } from "../../shell/ApiProvider.tsx";

interface Choice {
  readonly value: string;
  readonly label: string;
}

export interface AnalysisNames {
  readonly machines: readonly Choice[];
  readonly products: readonly Choice[];
  readonly shifts: readonly Choice[];
  /** A line of a ranking by name; its key while the name is on its way. */
  readonly nameOf: (by: ParetoGroup, key: string) => string;
}

const staleTime = 300_000;
const most = 1_000;

/** What can be filtered by, and how it is called. */
export function useAnalysisNames(): AnalysisNames {
  const { t } = useTranslation(["analysis", "oee", "stops"]);
  const api = useApi();
  const everything = { limit: most, includeInactive: true };
  const machines = useQuery(api.machines.list.queryOptions({ input: everything, staleTime })).data
    ?.rows;
  const products = useQuery(api.products.list.queryOptions({ input: everything, staleTime })).data
    ?.rows;
  const patterns = useQuery(api.shifts.patterns.queryOptions({ staleTime })).data?.rows;
  const reasons = useQuery(api.stops.reasons.queryOptions({ staleTime })).data?.rows;
  const shifts = new Map(
    (patterns ?? []).flatMap(({ pattern }) =>
      pattern.shifts.map(({ code, name }) => [code, name] as const),
    ),
  );
  const named = (code: string, name: string) => (name === code ? code : `${code} · ${name}`);
  const nameOf = (by: ParetoGroup, key: string): string => {
    if (key === "") return t(`analysis:none.${by}`);
    switch (by) {
      case "machine":
        return machines?.find(({ id }) => id === key)?.code ?? key;
      case "reason":
        return reasons?.find(({ id }) => id === key)?.name ?? key;
      case "category":
        return t(`stops:categories.${key}.label`);
      case "loss":
        return t(`oee:classes.${key}`);
      case "shift":
        return shifts.get(key) ?? key;
      case "product":
      case "crew":
        return key;
      default:
        return by satisfies never;
    }
  };
  return {
    machines: (machines ?? [])
      .filter(({ isActive }) => isActive)
      .map(({ id, code, name }) => ({ value: id, label: named(code, name) })),
    products: (products ?? []).map(({ code, name }) => ({ value: code, label: named(code, name) })),
    shifts: [...shifts].map(([code, name]) => ({ value: code, label: named(code, name) })),
    nameOf,
  };
}
