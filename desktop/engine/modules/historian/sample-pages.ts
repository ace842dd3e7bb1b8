import type { StoredSampleRow } from "#shared/historian/historian.contract.ts";
import type { TagId } from "#shared/kernel/id.ts";
import { Refusal } from "#shared/kernel/refusal.ts";
import { qualityOf } from "#shared/machines/sample.ts";
import type { Reader } from "../../database/reader.ts";
import { blockHeaders, findStoredTag, readTag } from "../../historian/read-samples.ts";
import type { TimedSample } from "../../historian/sample-block.ts";

export interface SamplesWish {
  readonly tagId: TagId;
  readonly range: { readonly from: number; readonly to: number };
  /** `next` of the page before: instant of its last row, and how many rows of that instant were told. */
  readonly after: string | null;
  readonly limit: number;
}

const rowOf = ({ at, value, status }: TimedSample): StoredSampleRow => ({
  at,
  value: typeof value === "bigint" ? value.toString() : value,
  quality: qualityOf(status),
  status,
});

function placeAfter(after: string): { at: number; told: number } {
  const [at, told] = after.split(",").map(Number);
  if (at === undefined || told === undefined || !Number.isFinite(at) || !Number.isInteger(told))
    throw new Refusal("INVALID", {
      issues: [{ path: "after", message: "is not what a page gave as its next" }],
    });
  return { at, told };
}

/** Stored samples of a tag in order of time, a page at a time. */
export async function samplePage(
  reader: Reader,
  { tagId, range, after, limit }: SamplesWish,
): Promise<{ rows: StoredSampleRow[]; next: string | null }> {
  const stored = await findStoredTag(reader, tagId);
  if (stored === undefined) return { rows: [], next: null };
  const place = after === null ? { at: range.from, told: 0 } : placeAfter(after);
  const headers = await blockHeaders(reader, stored, { start: place.at, end: range.to });
  // So much time that the blocks which begin in it hold more than a page; all of an earlier block may be before it.
  let inBlocks = 0;
  let first = 0;
  for (; first < headers.length && inBlocks <= limit + place.told; first++)
    if (headers[first]!.t0 >= place.at) inBlocks += headers[first]!.count;
  for (let end = headers[first]?.t0 ?? range.to; ; end = headers[++first]?.t0 ?? range.to) {
    const samples = (await readTag(reader, tagId, { start: place.at, end })).slice(place.told);
    if (samples.length <= limit && end < range.to) continue;
    const page = samples.slice(0, limit);
    const last = page.at(-1);
    if (samples.length <= limit || last === undefined) return { rows: page.map(rowOf), next: null };
    const same = page.filter(({ at }) => at === last.at).length;
    const told = last.at === place.at ? place.told + same : same;
    return { rows: page.map(rowOf), next: `${last.at},${told}` };
  }
}
