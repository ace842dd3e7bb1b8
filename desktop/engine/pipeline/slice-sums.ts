import { entriesIn, stopsBegun, type LossEntries } from "#shared/analysis/loss-entries.ts";
import { clip, contains } from "#shared/kernel/span.ts";
import { printSums } from "#shared/oee/printed-sums.ts";
import { sumUp } from "#shared/oee/oee-sums.ts";
import { timeAndPieces } from "#shared/oee/time-and-pieces.ts";
import type { OeeInput } from "#shared/oee/time-model.ts";
import type { Slice } from "./cut-slices.ts";

/** What is stored of a slice. */
export interface SliceSums extends Slice {
  /** JSON of `PrintedSums`. */
  readonly sums: string;
  /** The same time and pieces by class, reason and product. */
  readonly losses: LossEntries;
}

/**
 * The sums of adjoining slices, from one classification of all their time. Each is what `sumsOf` gives for the slice
 * alone. Slices that begin at or after `input.now` have none.
 */
export function slicesOf(input: OeeInput, slices: readonly Slice[]): SliceSums[] {
  const { spans, counts } = timeAndPieces(input);
  const begun = stopsBegun(input, spans);
  let firstSpan = 0;
  return slices
    .filter((slice) => slice.start < input.now)
    .map((slice) => {
      while (firstSpan < spans.length && spans[firstSpan]!.end <= slice.start) firstSpan++;
      const touching = [];
      for (let i = firstSpan; i < spans.length && spans[i]!.start < slice.end; i++)
        touching.push(spans[i]!);
      const inside = touching.map((span) => clip(span, slice)!);
      const booked = counts.filter((count) => contains(slice, count.bookedAt));
      const sums = sumUp({
        spans: inside,
        counts: booked,
        preliminary:
          input.now < slice.end ||
          inside.some((part) => part.class === "adet_minor" && part.stop?.open === true),
      });
      return {
        ...slice,
        sums: JSON.stringify(printSums(sums)),
        losses: entriesIn(slice, touching, begun, booked),
      };
    });
}
