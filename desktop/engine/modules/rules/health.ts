import type { MachineId } from "#shared/kernel/id.ts";
import type { Span } from "#shared/kernel/span.ts";
import { classifyTime } from "#shared/oee/classify-time.ts";
import {
  healthGroups,
  healthShares,
  mixedSignatures,
  type HealthStop,
} from "#shared/rules/health-of-stops.ts";
import { unusedAfterMs, type HealthReport } from "#shared/rules/health-report.ts";
import { stopsOf } from "#shared/stops/stop-list.ts";
import type { NamedReason } from "#shared/stops/stop-row.ts";
import type { Reader } from "../../database/reader.ts";
import { knownUntil } from "../oee/known-until.ts";
import { loadOeeInput } from "../oee/load-oee-input.ts";
import { loadSetting } from "../oee/machine-setting.ts";
import { loadClasses } from "../stops/stop-class.store.ts";
import { namedReasons } from "./rule.store.ts";

interface HealthWish {
  readonly range: { readonly from: number; readonly to: number };
  readonly machineIds?: readonly MachineId[] | undefined;
}

const mostMixed = 50;

/** States that explain themselves: nobody is asked for a reason. */
const isExplained = (state: string): boolean => state === "setup" || state === "maintenance";

/** How well the reason tree and its use tell why machines stand. `clock` = now, UTC milliseconds. */
export async function health(
  reader: Reader,
  { range, machineIds }: HealthWish,
  clock = Date.now(),
): Promise<HealthReport> {
  const now = await knownUntil(reader, clock);
  const span = { start: range.from, end: range.to };
  const machines = await reader
    .selectFrom("machine")
    .select(["id", "code", "name"])
    .where("is_active", "=", 1)
    .orderBy("code")
    .execute();
  const asked = machines.filter(({ id }) => machineIds === undefined || machineIds.includes(id));
  const others = await otherReasons(reader);
  const stops: HealthStop[] = [];
  for (const { id } of asked) stops.push(...(await healthStops(reader, id, span, now, others)));

  const reasons = await namedReasons(reader);
  const byId = new Map<string, (typeof machines)[number]>(machines.map((row) => [row.id, row]));
  const count = (origin: HealthStop["origin"]) =>
    stops.filter((stop) => stop.origin === origin).length;
  return {
    from: range.from,
    to: Math.min(range.to, now),
    total: healthShares(stops),
    origins: { person: count("person"), rule: count("rule"), machine: count("machine") },
    machines: healthGroups(stops, ({ machineId }) => ({
      key: machineId,
      label: byId.get(machineId)!.code,
    })),
    shifts: healthGroups(stops, ({ shift }) =>
      shift === null ? null : { key: shift.code, label: shift.name },
    ),
    unused: await unusedReasons(reader, reasons, clock),
    mixed: mixedSignatures(stops, mostMixed).map((signature) => ({
      ...signature,
      machineCode: byId.get(signature.machineId)!.code,
      machineName: byId.get(signature.machineId)!.name,
      reasons: signature.reasons.map(({ reasonId, examples, ...row }) => ({
        ...row,
        reason: reasons.get(reasonId)!,
        examples: examples.map(({ start, end }) => ({ start, end })),
      })),
    })),
  };
}

async function otherReasons(reader: Reader): Promise<ReadonlySet<string>> {
  const rows = await reader.selectFrom("reason").select("id").where("is_other", "=", 1).execute();
  return new Set<string>(rows.map(({ id }) => id));
}

/** What was ever said of a machine's time, with who said it and when. */
const saidOf = (reader: Reader, machineId: MachineId, { start, end }: Span) =>
  reader
    .selectFrom("stop_class")
    .select(["id", "starts_at", "origin", "recorded_at", "reason_id"])
    .where("machine_id", "=", machineId)
    .where("starts_at", ">=", start)
    .where("starts_at", "<", end)
    .orderBy("recorded_at")
    .execute();

async function healthStops(
  reader: Reader,
  machineId: MachineId,
  range: Span,
  now: number,
  others: ReadonlySet<string>,
): Promise<HealthStop[]> {
  const setting = await loadSetting(reader, machineId);
  const input = await loadOeeInput(reader, setting, range, now);
  if (input.intervals.length === 0) return [];
  const extent = {
    start: Math.min(range.start, input.intervals[0]!.start),
    end: Math.max(range.end, input.intervals.at(-1)!.end ?? range.end),
  };
  const stops = stopsOf({
    spans: classifyTime({ ...input, span: extent }),
    classes: await loadClasses(reader, machineId, extent),
    range,
    minorStopMs: setting.policy.minorStopMs,
    isOpen: true,
  });
  const said = await saidOf(reader, machineId, extent);
  const originOf = new Map<string, "person" | "rule">(said.map(({ id, origin }) => [id, origin]));
  const byPerson = said.filter(
    ({ origin, reason_id }) => origin === "person" && reason_id !== null,
  );
  const shifts = new Map(input.shifts.map(({ id, code, name }) => [id, { code, name }]));
  return stops
    .filter((stop) => !stop.isMinor && !isExplained(stop.state) && stop.shareMs > 0)
    .filter(({ reasonId, unclassifiedMs }) => reasonId !== null || unclassifiedMs > 0)
    .map((stop) => ({
      machineId,
      start: stop.start,
      end: stop.end,
      ms: stop.reasonId === null ? stop.unclassifiedMs : stop.shareMs,
      shift: stop.shiftId === null ? null : (shifts.get(stop.shiftId) ?? null),
      cause: stop.cause,
      reasonId: stop.reasonId,
      isOther: stop.reasonId !== null && others.has(stop.reasonId),
      origin:
        stop.reasonId === null
          ? null
          : stop.classId === null
            ? "machine"
            : (originOf.get(stop.classId) ?? "person"),
      saidAt:
        byPerson.find(({ starts_at }) => starts_at >= stop.start && starts_at < stop.end)
          ?.recorded_at ?? null,
    }));
}

/** Active reasons one can choose that no stop of the last 90 days had; groups of reasons are not asked about. */
async function unusedReasons(
  reader: Reader,
  reasons: ReadonlyMap<string, NamedReason>,
  clock: number,
): Promise<HealthReport["unused"]> {
  const rows = await reader
    .selectFrom("reason")
    .select(["id", "parent_id", "is_active"])
    .orderBy("code")
    .execute();
  const parents = new Set(rows.map(({ parent_id }) => parent_id));
  const said = await reader
    .selectFrom("stop_class")
    .select((build) => ["reason_id", build.fn.max("starts_at").as("at")])
    .where("superseded_at", "is", null)
    .where("reason_id", "is not", null)
    .groupBy("reason_id")
    .execute();
  const told = await reader
    .selectFrom("machine_interval")
    .select((build) => ["reason_id", build.fn.max("starts_at").as("at")])
    .where("reason_id", "is not", null)
    .groupBy("reason_id")
    .execute();
  const lastUse = new Map<string, number>();
  for (const { reason_id, at } of [...said, ...told])
    lastUse.set(reason_id!, Math.max(at, lastUse.get(reason_id!) ?? at));
  return rows
    .filter(({ id, is_active }) => is_active === 1 && !parents.has(id))
    .map(({ id }) => ({ reason: reasons.get(id)!, lastUsedAt: lastUse.get(id) ?? null }))
    .filter(({ lastUsedAt }) => lastUsedAt === null || lastUsedAt < clock - unusedAfterMs);
}
