import type { TrendSeries } from "#shared/historian/historian.contract.ts";
import type { TagId } from "#shared/kernel/id.ts";
import type { Reader } from "../../database/reader.ts";
import { missingTime } from "./missing-time.ts";
import { tagSeries } from "./tag-series.ts";

export interface TrendWish {
  readonly tagIds: readonly TagId[];
  readonly range: { readonly from: number; readonly to: number };
  readonly points: number;
}

/** Several tags over one range, thinned for a chart. */
export async function trend(
  reader: Reader,
  { tagIds, range, points }: TrendWish,
): Promise<{ series: TrendSeries[] }> {
  const span = { start: range.from, end: range.to };
  const series: TrendSeries[] = [];
  for (const tagId of tagIds) {
    const missing = await missingTime(reader, tagId, span);
    const { untrusted, ...stored } = await tagSeries(reader, tagId, span, points);
    series.push({
      tagId,
      ...stored,
      missing: [...missing, ...untrusted.map((time) => ({ ...time, cause: "bad_quality" }))].sort(
        (a, b) => a.start - b.start,
      ),
    });
  }
  return { series };
}
