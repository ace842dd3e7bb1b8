import { keepPreviousData } from "@tanstack/react-query";
import type { AnalysisBasis } from "#shared/analysis/analysis-basis.ts";

/** While sums are computed again the answer is asked for again, so often. Milliseconds. */
export const computingMs = 3_000;
const calmMs = 60_000;

/** How every question of the analysis is asked: the last answer stays until the next one is there. */
export const analysisQuery = {
  placeholderData: keepPreviousData,
  staleTime: 30_000,
  refetchInterval: (query: {
    readonly state: { readonly data?: { readonly basis: AnalysisBasis } | undefined };
  }) => (query.state.data?.basis.isComputing === true ? computingMs : calmMs),
} as const;
