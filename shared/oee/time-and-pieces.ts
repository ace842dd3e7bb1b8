import { clip } from "#shared/kernel/span.ts";
import { bookCounts, countReach, type BookedCount } from "./book-counts.ts";
import { classifyTime, type ClassifiedSpan } from "./classify-time.ts";
import type { OeeInput } from "./time-model.ts";

/** The very seconds and pieces every figure of a machine and span is made of. */
export interface TimeAndPieces {
  readonly spans: readonly ClassifiedSpan[];
  readonly counts: readonly BookedCount[];
  /** The span has not ended at `now`, or a stop taken as minor is still open. */
  readonly preliminary: boolean;
}

/** Classifies the time of the input's span and books its counts into it. Needs the same rows as `classifyTime`. */
export function timeAndPieces(input: OeeInput): TimeAndPieces {
  const { span } = input;
  const reach = classifyTime({ ...input, span: countReach(span, input.counts) });
  const spans = reach.flatMap((part) => clip(part, span) ?? []);
  return {
    spans,
    counts: bookCounts(span, input.counts, reach, input.cycles),
    preliminary:
      input.now < span.end ||
      spans.some((part) => part.class === "adet_minor" && part.stop?.open === true),
  };
}
