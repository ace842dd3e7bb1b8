import type { ShiftPatternId } from "#shared/kernel/id.ts";
import type { ShiftInstanceRow } from "#shared/schema/tables/fact-tables.ts";
import { expandShifts, type ExpandedShift } from "#shared/shifts/expand-shifts.ts";
import { addDays, dateOf } from "#shared/shifts/local-time.ts";
import { shiftPattern, type ShiftPattern } from "#shared/shifts/shift-pattern.ts";
import type { Writer } from "../../database/writer.ts";
import type { Identity } from "../../identity.ts";

/** How far ahead the calendar is always expanded: five weeks, so that a fortnight's preview never meets its end. */
const horizonMs = 35 * 86_400_000;

export interface CalendarOptions {
  readonly zone: string;
  /** Shifts that start before this instant stay as they are: the past is never planned again. */
  readonly since: number;
}

/**
 * Plans the shifts of one pattern from `since` to five weeks ahead: instances not yet begun are replaced, those that
 * have begun are kept, and none overlaps them. Overtime may still move the end of a shift that runs, as that is to come.
 */
export async function planShifts(
  writer: Writer,
  identity: Identity,
  patternId: ShiftPatternId,
  pattern: ShiftPattern,
  { zone, since }: CalendarOptions,
): Promise<void> {
  const until = dateOf(Math.max(identity.now(), since) + horizonMs, zone);
  const planned = expandShifts(pattern, zone, addDays(dateOf(since, zone), -1), until);
  const stored = await writer
    .selectFrom("shift_instance")
    .selectAll()
    .where("pattern_id", "=", patternId)
    .where("ends_at", ">", since)
    .execute();
  const begun = stored
    .filter((shift) => shift.starts_at <= since)
    .map((shift) => ({ shift, moved: withOvertime(shift, planned, since) }));
  for (const { moved } of begun) if (moved !== null) await writer.putFact("shift_instance", moved);
  for (const shift of stored) {
    if (shift.starts_at > since) await writer.dropFact("shift_instance", shift.id);
  }
  const free = Math.max(since, ...begun.map(({ shift, moved }) => (moved ?? shift).ends_at));
  const ended = await writer
    .selectFrom("shift_instance")
    .select((build) => build.fn.max<number | null>("ends_at").as("at"))
    .where("pattern_id", "=", patternId)
    .where("ends_at", "<=", since)
    .executeTakeFirstOrThrow();
  for (const shift of planned) {
    // A calendar that begins in the middle of a shift begins with that shift, unless it would meet one that is stored.
    const isPast =
      begun.length > 0
        ? shift.start < free
        : shift.end <= since || shift.start < (ended.at ?? -Infinity);
    if (isPast) continue;
    await writer.putFact("shift_instance", {
      id: identity.newId<"shift-instance">(),
      pattern_id: patternId,
      code: shift.code,
      name: shift.name,
      business_date: shift.businessDate,
      starts_at: shift.start,
      ends_at: shift.end,
      breaks: JSON.stringify(shift.breaks),
      crew: shift.crew,
      targets: JSON.stringify(shift.targets),
      is_overtime: shift.isOvertime ? 1 : 0,
    });
  }
}

/** A running shift with the end that overtime gives it, or with its usual end back; null when its end stays. */
function withOvertime(
  running: ShiftInstanceRow,
  planned: readonly ExpandedShift[],
  since: number,
): ShiftInstanceRow | null {
  const now = planned.find(
    (shift) => shift.businessDate === running.business_date && shift.code === running.code,
  );
  if (now === undefined || now.start !== running.starts_at) return null;
  if (!now.isOvertime && running.is_overtime === 0) return null;
  if (now.end === running.ends_at || now.end <= since) return null;
  return { ...running, ends_at: now.end, is_overtime: now.isOvertime ? 1 : 0 };
}

/** Plans the shifts of every pattern again, because the plant's zone is another: what is to come alone. */
export async function planInZone(writer: Writer, identity: Identity, zone: string): Promise<void> {
  const patterns = await writer.selectFrom("shift_pattern").select(["id", "definition"]).execute();
  for (const { id, definition } of patterns)
    await planShifts(writer, identity, id, shiftPattern.parse(JSON.parse(definition)), {
      zone,
      since: identity.now(),
    });
}

/** Appends the days that have come within the horizon since the calendar was last expanded; called at start and daily. */
export async function extendCalendar(
  writer: Writer,
  identity: Identity,
  zone: string,
): Promise<void> {
  const patterns = await writer.selectFrom("shift_pattern").select(["id", "definition"]).execute();
  for (const { id, definition } of patterns) {
    const last = await writer
      .selectFrom("shift_instance")
      .select("ends_at")
      .where("pattern_id", "=", id)
      .orderBy("starts_at", "desc")
      .executeTakeFirst();
    const since = last?.ends_at ?? identity.now();
    if (since < identity.now() + horizonMs - 86_400_000) {
      await planShifts(writer, identity, id, shiftPattern.parse(JSON.parse(definition)), {
        zone,
        since,
      });
    }
  }
}
