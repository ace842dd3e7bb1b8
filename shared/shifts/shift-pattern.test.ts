import { describe, expect, test } from "vitest";
import { shiftPattern } from "./shift-pattern.ts";

const early = { code: "E", name: "Early", start: "06:00", end: "14:00" };
const late = { code: "L", name: "Late", start: "14:00", end: "22:00" };
const night = { code: "N", name: "Night", start: "22:00", end: "06:00" };
const longEarly = { code: "X", name: "Long early", start: "05:00", end: "15:00" };

const issuesOf = (pattern: unknown) =>
  shiftPattern
    .safeParse(pattern)
    .error?.issues.map(({ path, message }) => ({ path: path.join("."), message })) ?? [];

const weekly = (days: object, more: object = {}) => ({
  name: "Plant",
  shifts: [early, late, night, longEarly],
  cycle: { type: "weekly", ...days },
  ...more,
});

describe("a shift pattern", () => {
  test("may go round the clock without overlap", () => {
    const all = ["E", "L", "N"];
    expect(
      issuesOf(
        weekly({
          monday: all,
          tuesday: all,
          wednesday: all,
          thursday: all,
          friday: all,
          saturday: all,
          sunday: all,
        }),
      ),
    ).toEqual([]);
  });

  test("refuses shifts that overlap on one day, with the path of the later one", () => {
    expect(issuesOf(weekly({ tuesday: ["X", "L"] }))).toEqual([
      { path: "cycle.tuesday.1", message: 'shift "Late" overlaps shift "Long early"' },
    ]);
  });

  test("refuses a night that runs into the next morning", () => {
    expect(issuesOf(weekly({ monday: ["N"], tuesday: ["X"] }))).toEqual([
      { path: "cycle.tuesday.0", message: 'shift "Long early" overlaps shift "Night"' },
    ]);
  });

  test("refuses a last night that runs into the first morning of the cycle", () => {
    expect(issuesOf(weekly({ monday: ["X"], sunday: ["N"] }))).toEqual([
      { path: "cycle.monday.0", message: 'shift "Long early" overlaps shift "Night"' },
    ]);
    const oneDay = { type: "rotating", anchor: "2026-01-01", days: [["X", "N"]] };
    expect(issuesOf({ ...weekly({}), cycle: oneDay })).toEqual([
      { path: "cycle.days.0.0", message: 'shift "Long early" overlaps shift "Night"' },
    ]);
  });

  test("refuses unknown, doubled and badly written codes", () => {
    expect(issuesOf(weekly({ monday: ["E", "Z", "E"] }))).toEqual([
      { path: "cycle.monday.1", message: 'the pattern has no shift "Z"' },
      { path: "cycle.monday.2", message: 'shift "E" is there twice' },
    ]);
    expect(issuesOf({ ...weekly({}), shifts: [early, early] })).toEqual([
      { path: "shifts.1.code", message: 'shift "E" is there twice' },
    ]);
  });

  test("refuses times and dates that do not exist", () => {
    expect(issuesOf({ ...weekly({}), shifts: [{ ...early, start: "24:00" }] })[0]?.path).toBe(
      "shifts.0.start",
    );
    expect(
      issuesOf(weekly({}, { holidays: [{ date: "2026-02-30", name: "Never" }] }))[0]?.path,
    ).toBe("holidays.0.date");
  });

  test("refuses a break outside its shift and breaks that overlap", () => {
    const pause = (name: string, start: string, end: string) => ({ name, start, end });
    const shifts = [
      { ...early, breaks: [pause("Lunch", "13:45", "14:15")] },
      { ...night, breaks: [pause("Midnight", "23:45", "00:15"), pause("Tea", "00:00", "00:20")] },
    ];
    expect(issuesOf({ ...weekly({}), shifts })).toEqual([
      { path: "shifts.0.breaks.0", message: 'break "Lunch" is not inside the shift' },
      { path: "shifts.1.breaks.1", message: 'break "Tea" overlaps break "Midnight"' },
    ]);
  });

  test("refuses an extra shift that overlaps the usual ones or the day after", () => {
    const extra = (date: string, shifts: string[]) => ({
      exceptions: [{ kind: "extra", date, shifts }],
    });
    // 2026-03-02 is a Monday.
    expect(issuesOf(weekly({ monday: ["E"] }, extra("2026-03-02", ["X"])))).toEqual([
      { path: "exceptions.0.shifts", message: 'shift "Early" overlaps shift "Long early"' },
    ]);
    expect(issuesOf(weekly({ monday: ["X"] }, extra("2026-03-01", ["N"])))).toEqual([
      { path: "exceptions.0.shifts", message: 'shift "Long early" overlaps shift "Night"' },
    ]);
    expect(issuesOf(weekly({ monday: ["E"] }, extra("2026-03-02", ["E"])))).toEqual([
      { path: "exceptions.0.shifts", message: 'shift "E" is there on this date anyway' },
    ]);
    expect(issuesOf(weekly({ monday: ["E"] }, extra("2026-03-02", ["L"])))).toEqual([]);
  });

  test("refuses a date that is named twice", () => {
    const closed = { kind: "closed", date: "2026-12-24" };
    expect(issuesOf(weekly({}, { exceptions: [closed, closed] }))).toEqual([
      { path: "exceptions.1.date", message: "2026-12-24 is there twice" },
    ]);
  });
});
