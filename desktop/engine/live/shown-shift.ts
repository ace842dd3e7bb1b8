import { Temporal } from "temporal-polyfill";
import type { ShiftSpan } from "#shared/oee/time-model.ts";
import type { Reader } from "../database/reader.ts";
import { loadShifts, roundTheClock } from "../modules/oee/load-oee-input.ts";
import type { MachineSetting } from "../modules/oee/machine-setting.ts";

/** The day of the plant's clock that an instant lies in: the "shift" of a machine that is planned round the clock. */
function localDay(at: number, zone: string): ShiftSpan {
  const morning = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).startOfDay();
  return {
    id: roundTheClock,
    code: "24H",
    name: "24 h",
    businessDate: morning.toPlainDate().toString(),
    start: morning.epochMilliseconds,
    end: morning.add({ days: 1 }).epochMilliseconds,
    breaks: [],
  };
}

/** The shift whose figures a tile shows: the one that runs, else the last one that ran; null when there was none yet. */
export async function shownShift(
  reader: Reader,
  setting: MachineSetting,
  now: number,
): Promise<ShiftSpan | null> {
  if (setting.patternId === null) return localDay(now, setting.zone);
  const last = await reader
    .selectFrom("shift_instance")
    .select(["starts_at", "ends_at"])
    .where("pattern_id", "=", setting.patternId as never)
    .where("starts_at", "<=", now)
    .orderBy("starts_at", "desc")
    .limit(1)
    .executeTakeFirst();
  if (last === undefined) return null;
  const span = { start: last.starts_at, end: last.ends_at };
  return (await loadShifts(reader, setting.patternId, span)).at(-1) ?? null;
}
