import { useMemo } from "react";
import type { AnalysisFilter } from "#shared/analysis/analysis-filter.ts";
import { useEngineClock } from "../../shell/use-engine-clock.ts";
import { useCurrentShift } from "../../shell/use-current-shift.ts";
import { useSearchState } from "../../shell/use-search-state.ts";
import { usePlant } from "../../shell/use-session.ts";
import {
  analysisRange,
  analysisSearch,
  type AnalysisRange,
  type AnalysisSearch,
} from "./analysis-search.ts";

export interface Analysis {
  readonly search: AnalysisSearch;
  readonly change: (change: Partial<AnalysisSearch>) => void;
  readonly range: AnalysisRange;
  /** What every operation of the analysis takes; the same object until the address or the minute changes. */
  readonly filter: AnalysisFilter;
  readonly zone: string;
}

/** What the address asks for, at this moment. */
export function useAnalysis(): Analysis {
  const { plant } = usePlant();
  const now = useEngineClock(60_000);
  const shift = useCurrentShift();
  const [search, change] = useSearchState(analysisSearch);
  const { from, to } = analysisRange(search, { now, zone: plant.zone, shift });
  const lists = JSON.stringify([search.machines, search.products, search.shifts]);
  const filter = useMemo((): AnalysisFilter => {
    const [machines, products, shifts] = JSON.parse(lists) as string[][];
    return {
      range: { from, to },
      ...(machines!.length > 0 && { machineIds: machines as never }),
      ...(products!.length > 0 && { productCodes: products! }),
      ...(shifts!.length > 0 && { shiftCodes: shifts! }),
    };
  }, [from, to, lists]);
  return { search, change, range: filter.range, filter, zone: plant.zone };
}
