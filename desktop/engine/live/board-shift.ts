import { Temporal } from "temporal-polyfill";
import type { ShiftSpan } from "#shared/oee/time-model.ts";
import type { Reader } from "../database/reader.ts";
import { loadShifts, roundTheClock } from "../modules/oee/load-oee-input.ts";
import type { MachineSetting } from "../modules/oee/machine-setting.ts";

/** No holiday is longer: the last shift is looked for this far back. */
const lookBackMs = 14 * 86_400_000;

/** The local day, for machines that are planned round the clock. */
function localDay(now: number, zone: string): ShiftSpan {
  const midnight = Temporal.Instant.fromEpochMilliseconds(now)
    .toZonedDateTimeISO(zone)
    .startOfDay();
  return {
    id: roundTheClock,
    code: "24H",
    name: "24 h",
    businessDate: midnight.toPlainDate().toString(),
    start: midnight.epochMilliseconds,
    end: midnight.add({ days: 1 }).epochMilliseconds,
    breaks: [],
  };
}

/** The shift whose figures the board shows: the one that runs, else the last one that ended; null when there was none. */
export async function boardShift(
  reader: Reader,
  setting: MachineSetting,
  now: number,
): Promise<ShiftSpan | null> {
  if (setting.patternId === null) return localDay(now, setting.zone);
  const shifts = await loadShifts(reader, setting.patternId, {
    start: now - lookBackMs,
    end: now + 1,
  });
  return shifts.at(-1) ?? null;
}
