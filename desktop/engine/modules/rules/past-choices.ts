import { sql } from "kysely";
import type { MachineId } from "#shared/kernel/id.ts";
import type { Choice, StopTraits } from "#shared/rules/choice-features.ts";
import type { Reader } from "../../database/reader.ts";

/** The newest choices are learned from: a plant changes. */
const mostChoices = 4_000;

interface ChoiceRow {
  readonly machineId: MachineId;
  readonly at: number;
  readonly end: number | null;
  readonly reasonId: string;
  readonly cause: string | null;
  readonly productId: string | null;
  readonly runStart: number | null;
}

/**
 * What people have chosen, the oldest first, each with what was known of its stop. Reasons that rules or suggestions
 * gave teach nothing: else a mistake would confirm itself.
 */
export async function pastChoices(reader: Reader): Promise<Choice[]> {
  const { rows } = await sql<ChoiceRow>`
    select said.machine_id as "machineId", said.starts_at as at, said.ends_at as "end", said.reason_id as "reasonId",
      (select told.cause from machine_interval told where told.machine_id = said.machine_id
         and told.starts_at >= stood.starts_at and told.starts_at < coalesce(said.ends_at, stood.ends_at, stood.starts_at + 1)
         and told.cause is not null order by told.starts_at limit 1) as cause,
      run.product_id as "productId", run.starts_at as "runStart"
    from (select * from stop_class where origin = 'person' and superseded_at is null and reason_id is not null
      order by recorded_at desc limit ${mostChoices}) said
    left join machine_interval stood on stood.machine_id = said.machine_id and stood.starts_at =
      (select max(i.starts_at) from machine_interval i where i.machine_id = said.machine_id and i.starts_at <= said.starts_at)
    left join machine_run run on run.machine_id = said.machine_id and run.starts_at =
      (select max(r.starts_at) from machine_run r where r.machine_id = said.machine_id and r.starts_at <= said.starts_at)
      and (run.ends_at is null or run.ends_at > said.starts_at)
    order by said.starts_at`.execute(reader as never);
  const previous = new Map<MachineId, string>();
  return rows.map(({ machineId, at, end, reasonId, cause, productId, runStart }) => {
    const previousReasonId = previous.get(machineId) ?? null;
    previous.set(machineId, reasonId);
    return {
      at,
      reasonId,
      machineId,
      cause,
      productId,
      elapsedMs: end === null ? null : end - at,
      sinceChangeoverMs: runStart === null ? null : at - runStart,
      previousReasonId,
    };
  });
}

/** What is known of the stop that stands at an instant; null where the machine does not stand. */
export async function traitsAt(
  reader: Reader,
  machineId: MachineId,
  at: number,
): Promise<StopTraits | null> {
  const standing = await reader
    .selectFrom("machine_interval")
    .select(["starts_at", "ends_at", "state"])
    .where("machine_id", "=", machineId)
    .where("starts_at", "<=", at)
    .orderBy("starts_at", "desc")
    .limit(1)
    .executeTakeFirst();
  const stands =
    standing !== undefined &&
    standing.state !== "running" &&
    standing.state !== "unknown" &&
    (standing.ends_at === null || standing.ends_at > at);
  if (!stands) return null;
  const over = await reader
    .selectFrom("machine_interval")
    .select("starts_at")
    .where("machine_id", "=", machineId)
    .where("starts_at", ">", at)
    .where("state", "in", ["running", "unknown"])
    .orderBy("starts_at")
    .limit(1)
    .executeTakeFirst();
  const told = await reader
    .selectFrom("machine_interval")
    .select("cause")
    .where("machine_id", "=", machineId)
    .where("starts_at", ">=", standing.starts_at)
    .where("starts_at", "<", over?.starts_at ?? Infinity)
    .where("cause", "is not", null)
    .orderBy("starts_at")
    .limit(1)
    .executeTakeFirst();
  const run = await reader
    .selectFrom("machine_run")
    .select(["product_id", "starts_at", "ends_at"])
    .where("machine_id", "=", machineId)
    .where("starts_at", "<=", at)
    .orderBy("starts_at", "desc")
    .limit(1)
    .executeTakeFirst();
  const isMaking = run !== undefined && (run.ends_at === null || run.ends_at > at);
  const before = await reader
    .selectFrom("stop_class")
    .select("reason_id")
    .where("machine_id", "=", machineId)
    .where("starts_at", "<", at)
    .where("origin", "=", "person")
    .where("superseded_at", "is", null)
    .where("reason_id", "is not", null)
    .orderBy("starts_at", "desc")
    .limit(1)
    .executeTakeFirst();
  return {
    machineId,
    cause: told?.cause ?? null,
    productId: isMaking ? run.product_id : null,
    elapsedMs: over === undefined ? null : over.starts_at - at,
    sinceChangeoverMs: isMaking ? at - run.starts_at : null,
    previousReasonId: before?.reason_id ?? null,
  };
}
