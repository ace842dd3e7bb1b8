import { backReadResult } from "#shared/ledger/ledger.contract.ts";
import type { TagId } from "#shared/kernel/id.ts";
import { clip, type Span } from "#shared/kernel/span.ts";
import { Refusal } from "#shared/kernel/refusal.ts";
import type { Reader } from "../../database/reader.ts";

export interface Missing extends Span {
  readonly cause: string;
}

/** Stretches that one series names. */
const mostStretches = 2_000;

/**
 * Time of a tag that was not captured, or was given up later: gaps of its connection but for what the server's own
 * history gave back, lost values of the tag itself, and what retention and quota took. @throws Refusal NOT_FOUND
 */
export async function missingTime(reader: Reader, tagId: TagId, span: Span): Promise<Missing[]> {
  const tag = await reader
    .selectFrom("tag")
    .select(["code", "connection_id"])
    .where("id", "=", tagId)
    .executeTakeFirst();
  if (tag === undefined) throw new Refusal("NOT_FOUND", { entity: "tag", id: tagId });
  const gaps = await reader
    .selectFrom("gap")
    .select(["starts_at", "ends_at", "cause", "back_read"])
    .where("connection_id", "=", tag.connection_id)
    .where("starts_at", "<", span.end)
    .where((where) => where.or([where("ends_at", "is", null), where("ends_at", ">", span.start)]))
    .where((where) => where.or([where("tag_code", "is", null), where("tag_code", "=", tag.code)]))
    .orderBy("starts_at")
    .limit(mostStretches)
    .execute();
  const losses = await reader
    .selectFrom("historian.sample_loss as loss")
    .innerJoin("historian.sample_tag as stored", "stored.number", "loss.tag")
    .select(["loss.starts_at", "loss.ends_at", "loss.cause"])
    .where("stored.tag_id", "=", tagId)
    .execute();
  const all: Missing[] = [
    ...gaps.map(({ starts_at, ends_at, cause, back_read }) => ({
      start: Math.max(starts_at, backReadUpTo(back_read)),
      end: ends_at ?? span.end,
      cause,
    })),
    ...losses.map(({ starts_at, ends_at, cause }) => ({ start: starts_at, end: ends_at, cause })),
  ];
  return all.flatMap((one) => clip(one, span) ?? []).sort((a, b) => a.start - b.start);
}

function backReadUpTo(stored: string | null): number {
  if (stored === null) return -Infinity;
  return backReadResult.parse(JSON.parse(stored)).upTo ?? -Infinity;
}
