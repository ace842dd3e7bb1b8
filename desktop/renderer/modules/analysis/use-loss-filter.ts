import { useMemo } from "react";
import { z } from "zod";
import type { LossFilter } from "#shared/analysis/analysis-filter.ts";
import { paretoGroup, type ParetoGroup } from "#shared/analysis/pareto-report.ts";
import { useSearchState } from "../../shell/use-search-state.ts";
import { drilled, drillSteps, nextGroup, type DrillStep } from "./drill.ts";
import type { Analysis } from "./use-analysis.ts";

/** What a Pareto shows beside the shared filter. */
export const paretoSearch = z.object({
  /** Steps down, e.g. `reason:0198…`. */
  path: z.array(z.string().max(200)).max(10).catch([]),
  /** What is ranked; absent = the next on the usual way down. */
  by: z
    .union([paretoGroup, z.literal("stops")])
    .optional()
    .catch(undefined),
  rank: z.enum(["ms", "stops"]).catch("ms"),
  /** Every line instead of the first fifteen. */
  all: z.boolean().catch(false),
});
type ParetoSearch = z.infer<typeof paretoSearch>;

export interface Drilling {
  readonly search: ParetoSearch;
  readonly change: (change: Partial<ParetoSearch>) => void;
  readonly steps: readonly DrillStep[];
  readonly by: ParetoGroup | "stops";
  readonly filter: LossFilter;
}

/** How far down a Pareto one is, as the address says. */
export function useLossFilter(analysis: Analysis): Drilling {
  const [search, change] = useSearchState(paretoSearch);
  const path = search.path.join("\n");
  const steps = useMemo(() => drillSteps(path.split("\n")), [path]);
  const filter = useMemo(() => drilled(analysis.filter, steps), [analysis.filter, steps]);
  return { search, change, steps, by: search.by ?? nextGroup(steps), filter };
}
