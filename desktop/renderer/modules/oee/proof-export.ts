import type { OeeProof } from "#shared/oee/oee-proof.ts";
import { csvText } from "#shared/ui/table/csv.ts";

const iso = (at: number): string => new Date(at).toISOString();

/** The intervals as CSV: instants in UTC, durations in seconds. */
export const spansCsv = ({ spans }: OeeProof): string =>
  csvText(
    [
      "start",
      "end",
      "seconds",
      "class",
      "state",
      "cause",
      "reason",
      "break",
      "product",
      "shift",
      "known_by",
      "whole_stop_seconds",
    ],
    spans.map((span) => [
      iso(span.start),
      iso(span.end),
      (span.end - span.start) / 1_000,
      span.timeClass,
      span.state,
      span.cause,
      span.reasonName,
      span.breakName,
      span.productCode,
      span.shiftName,
      span.provenance,
      span.wholeMs / 1_000,
    ]),
  );

/** The counts as CSV, each with its ideal cycle in microseconds and the pieces per cycle. */
export const countsCsv = ({ counts }: OeeProof): string =>
  csvText(
    [
      "start",
      "end",
      "class",
      "product",
      "total",
      "good",
      "reject",
      "cycle_us",
      "pieces_per_cycle",
      "known_by",
    ],
    counts.map((count) => [
      iso(count.start),
      iso(count.end),
      count.timeClass,
      count.productCode,
      count.total,
      count.good,
      count.reject,
      count.cycleUs,
      count.cavities,
      count.provenance,
    ]),
  );
