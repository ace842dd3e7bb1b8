import type { KnownBy } from "#shared/ledger/known-by.ts";
import type { Timeline } from "#shared/machines/machines.contract.ts";

/** How the time of a timeline is known; unknown time whose pieces a counter tells is reconstructed. */
export function knownByOf(
  intervals: readonly Pick<
    Timeline["intervals"][number],
    "start" | "end" | "state" | "provenance"
  >[],
): KnownBy {
  const sums = { measured: 0, reconstructed: 0, back_read: 0, typed: 0, unknown: 0 };
  for (const { start, end, state, provenance } of intervals) {
    const kind = state === "unknown" && provenance !== "reconstructed" ? "unknown" : provenance;
    sums[kind] += end - start;
  }
  return sums;
}
