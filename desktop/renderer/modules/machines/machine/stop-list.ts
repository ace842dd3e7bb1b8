import type { Timeline } from "#shared/machines/machines.contract.ts";
import type { TimeClass } from "#shared/oee/time-model.ts";

export type TimelineInterval = Timeline["intervals"][number];

export const stopFilters = ["stops", "losses"] as const;
export type StopFilter = (typeof stopFilters)[number];

const stopClasses: ReadonlySet<TimeClass> = new Set(["adet_minor", "adet_down", "adet_external"]);
const lossClasses: ReadonlySet<TimeClass> = new Set([...stopClasses, "aust", "adot", "unknown"]);

/** `stops`: the machine stood with an order; `losses`: all planned time it did not run. */
export const stopsOf = (
  intervals: readonly TimelineInterval[],
  filter: StopFilter,
): TimelineInterval[] =>
  intervals.filter(({ timeClass }) =>
    (filter === "stops" ? stopClasses : lossClasses).has(timeClass),
  );

export const stopSorts = ["start", "duration"] as const;
export type StopSort = (typeof stopSorts)[number];

/** Newest first, or longest first. */
export const inStopOrder = (
  stops: readonly TimelineInterval[],
  sort: StopSort,
): TimelineInterval[] =>
  stops.toSorted(
    (a, b) => (sort === "duration" ? b.end - b.start - (a.end - a.start) : 0) || b.start - a.start,
  );
