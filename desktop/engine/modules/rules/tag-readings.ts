import type { TagId } from "#shared/kernel/id.ts";
import type { Span } from "#shared/kernel/span.ts";
import type { TagReading, TagReadings } from "#shared/rules/tag-reading.ts";
import type { Reader } from "../../database/reader.ts";
import { findStoredTag, readTag } from "../../historian/read-samples.ts";
import { isBad } from "../../historian/sample-block.ts";
import { readingBefore } from "../historian/tag-series.ts";

/** What the historian tells of tags around a stop. Tags nobody knows, or without a reading, are left out. */
export async function readTags(
  reader: Reader,
  codes: readonly string[],
  stop: Span,
): Promise<TagReadings> {
  const readings = new Map<string, TagReading>();
  if (codes.length === 0) return readings;
  const tags = await reader
    .selectFrom("tag")
    .select(["id", "code"])
    .where("code", "in", codes)
    .execute();
  for (const { id, code } of tags) {
    const reading = await readOne(reader, id, stop);
    if (reading !== null) readings.set(code, reading);
  }
  return readings;
}

async function readOne(
  reader: Reader,
  tag: TagId,
  { start, end }: Span,
): Promise<TagReading | null> {
  const stored = await findStoredTag(reader, tag);
  if (stored === undefined) return null;
  const held = await readingBefore(reader, stored, start + 1);
  const samples = await readTag(reader, tag, { start: start + 1, end });
  return {
    atStart: held?.text ?? held?.value ?? undefined,
    within: samples.filter(({ status }) => !isBad(status)).map(({ value }) => value),
  };
}
