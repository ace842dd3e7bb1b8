import { shiftPattern, type ShiftPattern } from "./shift-pattern.ts";

const workdays = (codes: readonly string[]) => ({
  monday: codes,
  tuesday: codes,
  wednesday: codes,
  thursday: codes,
  friday: codes,
});

/** Early, late and night from Monday to Friday, each with a half-hour break: the pattern of many small plants. */
export const threeShifts: ShiftPattern = shiftPattern.parse({
  name: "Three shifts, Monday to Friday",
  shifts: [
    {
      code: "E",
      name: "Early",
      start: "06:00",
      end: "14:00",
      breaks: [{ name: "Break", start: "10:00", end: "10:30" }],
    },
    {
      code: "L",
      name: "Late",
      start: "14:00",
      end: "22:00",
      breaks: [{ name: "Break", start: "18:00", end: "18:30" }],
    },
    {
      code: "N",
      name: "Night",
      start: "22:00",
      end: "06:00",
      breaks: [{ name: "Break", start: "02:00", end: "02:30" }],
    },
  ],
  cycle: { type: "weekly", ...workdays(["E", "L", "N"]) },
});

/** Night shift every day of the week. */
export const everyNight: ShiftPattern = shiftPattern.parse({
  name: "Nights",
  shifts: [{ code: "N", name: "Night", start: "22:00", end: "06:00" }],
  cycle: { type: "rotating", anchor: "2026-01-01", days: [["N"]] },
});
