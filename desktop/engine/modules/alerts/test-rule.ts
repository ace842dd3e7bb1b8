import { standingStates } from "#shared/alerts/judge-condition.ts";
import type { AlertCondition } from "#shared/alerts/alert-condition.ts";
import { hourMs, minuteMs } from "#shared/kernel/instant.ts";
import type { MachineId } from "#shared/kernel/id.ts";
import { lengthOf, type Span } from "#shared/kernel/span.ts";
import { timeAndPieces } from "#shared/oee/time-and-pieces.ts";
import type { Reader } from "../../database/reader.ts";
import { knownUntil } from "../oee/known-until.ts";
import { loadOeeInput } from "../oee/load-oee-input.ts";
import { loadSetting, type MachineSetting } from "../oee/machine-setting.ts";

const days = 7;

interface Asked {
  readonly condition: AlertCondition;
  readonly machineIds: readonly MachineId[] | null;
  readonly plannedTimeOnly: boolean;
}

/** Stops of the range that came to last longer than allowed; with planned time only what of them was planned counts. */
async function longStops(
  reader: Reader,
  setting: MachineSetting,
  span: Span,
  now: number,
  { minutes, plannedTimeOnly }: { readonly minutes: number; readonly plannedTimeOnly: boolean },
): Promise<number> {
  const { spans } = timeAndPieces(await loadOeeInput(reader, setting, span, now));
  let count = 0;
  let ms = 0;
  for (const part of spans) {
    const stands = (standingStates as readonly string[]).includes(part.state);
    const isPlanned = part.class !== "not_scheduled" && part.class !== "planned_down";
    const counts = stands && (isPlanned || !plannedTimeOnly);
    const before = ms;
    ms = counts ? ms + lengthOf(part) : 0;
    if (before <= minutes * minuteMs && ms > minutes * minuteMs) count++;
  }
  return count;
}

/** Shifts of the range whose stops without a reason add up to more than allowed. */
async function unexplainedShifts(
  reader: Reader,
  setting: MachineSetting,
  span: Span,
  now: number,
  minutes: number,
): Promise<number> {
  const { spans } = timeAndPieces(await loadOeeInput(reader, setting, span, now));
  const byShift = Map.groupBy(
    spans.filter(({ reasonId, shiftId, ...part }) => {
      return part.class === "adet_down" && reasonId === null && shiftId !== null;
    }),
    ({ shiftId }) => shiftId,
  );
  return [...byShift.values()].filter(
    (parts) => parts.reduce((sum, part) => sum + lengthOf(part), 0) > minutes * minuteMs,
  ).length;
}

/** Gaps of a machine's connection that lasted longer than allowed. */
async function longGaps(
  reader: Reader,
  machineId: MachineId,
  span: Span,
  now: number,
  minutes: number,
): Promise<number> {
  const rows = await reader
    .selectFrom("gap")
    .innerJoin("machine", "machine.connection_id", "gap.connection_id")
    .select(["gap.starts_at", "gap.ends_at"])
    .where("machine.id", "=", machineId)
    .where("gap.tag_code", "is", null)
    .where("gap.cause", "!=", "disabled")
    .where("gap.starts_at", ">=", span.start)
    .execute();
  return rows.filter((gap) => (gap.ends_at ?? now) - gap.starts_at > minutes * minuteMs).length;
}

/**
 * How often a condition would have been raised over the last seven days. Stops, gaps and unexplained time can be read
 * from what is stored; figures that were looked at while they came about cannot, and are not guessed.
 */
export async function testRule(reader: Reader, { condition, machineIds, plannedTimeOnly }: Asked) {
  const newest = await reader.selectFrom("heartbeat").select("at").executeTakeFirst();
  // Threads have no clock of their own: the newest fact is the end.
  const now = await knownUntil(reader, newest?.at ?? 0);
  const span = { start: now - days * 24 * hourMs, end: now };
  const rows = await reader
    .selectFrom("machine")
    .select(["id", "code"])
    .where("is_active", "=", 1)
    .$if(machineIds !== null, (build) => build.where("id", "in", [...machineIds!]))
    .orderBy("code")
    .execute();
  const machines: { machineId: string; code: string; count: number }[] = [];
  for (const { id, code } of rows) {
    const setting = await loadSetting(reader, id);
    const count = await countOf(condition, plannedTimeOnly, { reader, setting, span, now });
    if (count === null) return { days, total: null, machines: [] };
    if (count > 0) machines.push({ machineId: id, code, count });
  }
  return {
    days,
    total: machines.reduce((sum, { count }) => sum + count, 0),
    machines: machines.toSorted((a, b) => b.count - a.count),
  };
}

interface Looking {
  readonly reader: Reader;
  readonly setting: MachineSetting;
  readonly span: Span;
  readonly now: number;
}

async function countOf(
  condition: AlertCondition,
  plannedTimeOnly: boolean,
  { reader, setting, span, now }: Looking,
): Promise<number | null> {
  switch (condition.kind) {
    case "stop_longer":
      return longStops(reader, setting, span, now, { ...condition, plannedTimeOnly });
    case "unclassified_above":
      return unexplainedShifts(reader, setting, span, now, condition.minutes);
    case "link_lost":
      return longGaps(reader, setting.machineId, span, now, condition.minutes);
    case "oee_below":
    case "rate_below":
    case "counts_suspect":
      return null;
    default:
      return condition satisfies never;
  }
}
