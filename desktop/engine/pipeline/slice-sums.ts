import { clip, contains } from "#shared/kernel/span.ts";
import { printSums } from "#shared/oee/printed-sums.ts";
import { sumUp } from "#shared/oee/oee-sums.ts";
import { timeAndPieces } from "#shared/oee/time-and-pieces.ts";
import type { OeeInput } from "#shared/oee/time-model.ts";
import type { Slice } from "./cut-slices.ts";

/**
 * The sums of adjoining slices as JSON text, from one classification of all their time. Each is what `sumsOf` gives for
 * the slice alone. Slices that begin at or after `input.now` have none.
 */
export function slicesOf(
  input: OeeInput,
  slices: readonly Slice[],
): (Slice & { readonly sums: string })[] {
  const { spans, counts } = timeAndPieces(input);
  let firstSpan = 0;
  return slices
    .filter((slice) => slice.start < input.now)
    .map((slice) => {
      while (firstSpan < spans.length && spans[firstSpan]!.end <= slice.start) firstSpan++;
      const inside = [];
      for (let i = firstSpan; i < spans.length && spans[i]!.start < slice.end; i++)
        inside.push(clip(spans[i]!, slice)!);
      const sums = sumUp({
        spans: inside,
        counts: counts.filter((count) => contains(slice, count.bookedAt)),
        preliminary:
          input.now < slice.end ||
          inside.some((part) => part.class === "adet_minor" && part.stop?.open === true),
      });
      return { ...slice, sums: JSON.stringify(printSums(sums)) };
    });
}
