import type { HistorianUsage, SampleLossRow } from "#shared/historian/historian.contract.ts";
import { historianPolicy, type HistorianPolicy } from "#shared/historian/historian-policy.ts";
import type { PlantRow } from "#shared/schema/tables/plant-tables.ts";
import type { PlantDatabase } from "../../database/open-database.ts";
import type { Reader } from "../../database/reader.ts";
import { usedBytes } from "../../historian/used-bytes.ts";

const dayMs = 86_400_000;
const megabyte = 1_000_000;

/** The policy of a plant; the product's defaults where nobody chose. */
export const policyOf = ({ historian }: Pick<PlantRow, "historian">): HistorianPolicy =>
  historianPolicy.parse(historian === null ? {} : JSON.parse(historian));

/** What raw samples take on disk, and since when there are any. */
export async function historianUsage(
  { raw, reader }: PlantDatabase,
  policy: HistorianPolicy,
  now: number,
): Promise<HistorianUsage> {
  const sums = await reader
    .selectFrom("historian.sample_day")
    .select((build) => build.fn.sum<number | null>("samples").as("samples"))
    .executeTakeFirst();
  const oldest = await reader
    .selectFrom("historian.sample_block")
    .select((build) => build.fn.min("t0").as("t0"))
    .executeTakeFirst();
  const yesterday = await reader
    .selectFrom("historian.sample_day")
    .select("bytes")
    .where("day", "=", Math.floor(now / dayMs) - 1)
    .executeTakeFirst();
  const reduction = await reader
    .selectFrom("historian.sample_loss")
    .select((build) => ["cause", "recorded_at", build.fn.max("ends_at").as("ends_at")])
    .where("cause", "in", ["down_sampled", "dropped"])
    .groupBy(["cause", "recorded_at"])
    .orderBy("recorded_at", "desc")
    .executeTakeFirst();
  return {
    bytes: usedBytes(raw),
    quotaBytes: policy.quotaMegabytes * megabyte,
    sampleCount: Math.max(0, sums?.samples ?? 0),
    oldestAt: oldest?.t0 ?? null,
    bytesPerDay: yesterday && yesterday.bytes > 0 ? yesterday.bytes : null,
    lastReduction:
      reduction === undefined || reduction.cause === "retention"
        ? null
        : { at: reduction.recorded_at, kind: reduction.cause, upTo: reduction.ends_at },
  };
}

export async function sampleLosses(reader: Reader): Promise<SampleLossRow[]> {
  const rows = await reader
    .selectFrom("historian.sample_loss as loss")
    .leftJoin("historian.sample_tag as stored", "stored.number", "loss.tag")
    .leftJoin("tag", "tag.id", "stored.tag_id")
    .leftJoin("machine", "machine.id", "tag.machine_id")
    .select([
      "tag.code as tagCode",
      "machine.code as machineCode",
      "loss.cause",
      "loss.starts_at as from",
      "loss.ends_at as to",
      "loss.recorded_at as recordedAt",
    ])
    .orderBy("loss.recorded_at", "desc")
    .orderBy("loss.id", "desc")
    .limit(500)
    .execute();
  return rows;
}
