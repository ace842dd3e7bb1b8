import type { ReasonId } from "#shared/kernel/id.ts";
import { signalRules } from "#shared/machines/signal-rules.ts";
import type { Reader } from "../../database/reader.ts";

/** How often a reason is used now: in stops, in rules, in alarm rules of machines. */
export async function reasonUses(
  reader: Reader,
  { reasonId }: { readonly reasonId: ReasonId },
): Promise<{ stops: number; rules: number; alarms: number; lastAt: number | null }> {
  const said = await reader
    .selectFrom("stop_class")
    .select((build) => [
      build.fn.countAll<number>().as("count"),
      build.fn.max("starts_at").as("lastAt"),
    ])
    .where("reason_id", "=", reasonId)
    .where("superseded_at", "is", null)
    .executeTakeFirstOrThrow();
  const named = await reader
    .selectFrom("machine_interval")
    .select((build) => [
      build.fn.countAll<number>().as("count"),
      build.fn.max("starts_at").as("lastAt"),
    ])
    .where("reason_id", "=", reasonId)
    .executeTakeFirstOrThrow();
  const rules = await reader
    .selectFrom("reason_rule")
    .select((build) => build.fn.countAll<number>().as("count"))
    .where("reason_id", "=", reasonId)
    .where("is_active", "=", 1)
    .executeTakeFirstOrThrow();
  const lastAt = Math.max(said.lastAt ?? -1, named.lastAt ?? -1);
  return {
    stops: said.count + named.count,
    rules: rules.count,
    alarms: await alarmUses(reader, reasonId),
    lastAt: lastAt < 0 ? null : lastAt,
  };
}

async function alarmUses(reader: Reader, reasonId: ReasonId): Promise<number> {
  const reason = await reader
    .selectFrom("reason")
    .select("code")
    .where("id", "=", reasonId)
    .executeTakeFirst();
  const machines = await reader.selectFrom("machine").select("signals").execute();
  return machines
    .map(({ signals }) => signalRules.parse(JSON.parse(signals)).alarm?.reasons ?? {})
    .flatMap((reasons) => Object.values(reasons))
    .filter((code) => code === reason?.code).length;
}
