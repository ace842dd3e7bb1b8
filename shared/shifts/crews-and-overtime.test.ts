import { describe, expect, test } from "vitest";
import { hourMs } from "#shared/kernel/instant.ts";
import { lengthOf } from "#shared/kernel/span.ts";
import { threeShifts } from "./example-patterns.ts";
import { expandShifts } from "./expand-shifts.ts";
import { addDays } from "./local-time.ts";
import { shiftPattern } from "./shift-pattern.ts";

const berlin = "Europe/Berlin";
const crews = ["A", "B", "C"].map((code) => ({ code, name: `Crew ${code}` }));
/** Each crew goes one shift back every Monday. */
const weekByWeek = {
  anchor: "2026-03-02",
  daysPerStep: 7,
  steps: [
    { E: "A", L: "B", N: "C" },
    { E: "B", L: "C", N: "A" },
    { E: "C", L: "A", N: "B" },
  ],
};

const expanded = (more: object, from: string, to = addDays(from, 1), zone = berlin) =>
  expandShifts(shiftPattern.parse({ ...threeShifts, crews, ...more }), zone, from, to);
const crewsOf = (shifts: ReturnType<typeof expanded>) =>
  shifts.map(({ businessDate, code, crew }) => `${businessDate} ${code} ${crew ?? "-"}`);

const issuesOf = (more: object) =>
  shiftPattern
    .safeParse({ ...threeShifts, crews, ...more })
    .error?.issues.map(({ path, message }) => `${path.join(".")}: ${message}`) ?? [];

describe("crews", () => {
  test("rotate week by week, also before the anchor", () => {
    const days = ["2026-02-27", "2026-03-02", "2026-03-06", "2026-03-09", "2026-03-23"];
    expect(
      days.flatMap((day) => crewsOf(expanded({ crewRotation: weekByWeek }, day)).slice(0, 1)),
    ).toEqual([
      "2026-02-27 E Crew C",
      "2026-03-02 E Crew A",
      "2026-03-06 E Crew A",
      "2026-03-09 E Crew B",
      "2026-03-23 E Crew A",
    ]);
  });

  test("keep their turn over both clock changes: the night stays one crew's, whatever its length", () => {
    const everyDay = {
      crewRotation: weekByWeek,
      cycle: { type: "rotating", anchor: "2026-01-01", days: [["E", "L", "N"]] },
    };
    const night = (date: string) => {
      const [, , found] = expanded(everyDay, date);
      return `${found!.crew} ${lengthOf(found!) / hourMs} h`;
    };
    expect(["2026-03-28", "2026-03-29", "2026-03-30"].map(night)).toEqual([
      "Crew C 7 h",
      "Crew C 8 h",
      "Crew A 8 h",
    ]);
    expect(["2026-10-24", "2026-10-25", "2026-10-26"].map(night)).toEqual([
      "Crew C 9 h",
      "Crew C 8 h",
      "Crew A 8 h",
    ]);
  });

  test("may change by the day of a cycle of any length, with a shift that has none", () => {
    const crewRotation = {
      anchor: "2026-03-02",
      daysPerStep: 1,
      steps: [{ E: "A" }, { E: "B" }, {}],
    };
    const early = crewsOf(expanded({ crewRotation }, "2026-03-02", "2026-03-06")).filter((text) =>
      text.includes(" E "),
    );
    expect(early).toEqual([
      "2026-03-02 E Crew A",
      "2026-03-03 E Crew B",
      "2026-03-04 E -",
      "2026-03-05 E Crew A",
    ]);
  });

  test("of an exception beat the rotation, for its shifts only", () => {
    const exceptions = [{ kind: "overtime", date: "2026-03-07", shifts: ["E"], crew: "C" }];
    expect(crewsOf(expanded({ crewRotation: weekByWeek, exceptions }, "2026-03-07"))).toEqual([
      "2026-03-07 E Crew C",
    ]);
  });

  test("that nobody knows, or that are there twice, are refused where they are named", () => {
    expect(
      issuesOf({
        crews: [...crews, { code: "D", name: "crew a" }],
        crewRotation: { ...weekByWeek, steps: [{ E: "X", Q: "A" }] },
        exceptions: [{ kind: "extra", date: "2026-03-07", shifts: ["E"], crew: "Y" }],
      }),
    ).toEqual([
      'crews.3.name: crew "crew a" is there twice',
      'crewRotation.steps.0.E: the pattern has no crew "X"',
      'crewRotation.steps.0.Q: the pattern has no shift "Q"',
      'exceptions.0.crew: the pattern has no crew "Y"',
    ]);
  });
});

describe("overtime", () => {
  const hoursOf = (exceptions: object[], date: string) =>
    expanded({ exceptions }, date).map(
      (shift) =>
        `${shift.code} ${lengthOf(shift) / hourMs} h${shift.isOvertime ? " overtime" : ""}`,
    );

  test("adds a shift that is marked; an extra one is not", () => {
    const saturday = "2026-03-07";
    expect(hoursOf([{ kind: "overtime", date: saturday, shifts: ["E"] }], saturday)).toEqual([
      "E 8 h overtime",
    ]);
    expect(hoursOf([{ kind: "extra", date: saturday, shifts: ["E"] }], saturday)).toEqual([
      "E 8 h",
    ]);
  });

  test("lengthens one shift at either end; its breaks stay where they were", () => {
    const friday = "2026-03-06";
    const [early, late] = expanded(
      {
        cycle: { type: "weekly", friday: ["E"] },
        exceptions: [{ kind: "extended", date: friday, shift: "E", earlier: 60, later: 90 }],
      },
      friday,
    );
    expect(late).toBeUndefined();
    expect(early).toMatchObject({
      start: Date.parse("2026-03-06T05:00+01:00"),
      end: Date.parse("2026-03-06T15:30+01:00"),
      businessDate: friday,
      isOvertime: true,
      breaks: [{ start: Date.parse("2026-03-06T10:00+01:00") }],
    });
  });

  test("before a shift may begin on the date before, and the shift keeps its date", () => {
    const pattern = shiftPattern.parse({
      name: "Day",
      shifts: [{ code: "D", name: "Day", start: "00:30", end: "08:30" }],
      cycle: { type: "rotating", anchor: "2026-03-06", days: [["D"], []] },
      exceptions: [{ kind: "extended", date: "2026-03-06", shift: "D", earlier: 60 }],
    });
    expect(expandShifts(pattern, berlin, "2026-03-06", "2026-03-07")).toMatchObject([
      { start: Date.parse("2026-03-05T23:30+01:00"), businessDate: "2026-03-06" },
    ]);
  });

  test("over a clock change is as long as the clock on the wall says", () => {
    const cycle = { type: "weekly", saturday: ["L"] };
    const later = (date: string) =>
      expanded(
        { cycle, exceptions: [{ kind: "extended", date, shift: "L", later: 360 }] },
        date,
      ).map((shift) => lengthOf(shift) / hourMs);
    expect([later("2026-03-28"), later("2026-10-24"), later("2026-06-06")]).toEqual([
      [13],
      [15],
      [14],
    ]);
  });

  test("is refused where it overlaps, where its shift is not, or where it adds nothing", () => {
    const extended = (more: object) => ({
      kind: "extended",
      date: "2026-03-06",
      shift: "E",
      ...more,
    });
    expect(issuesOf({ exceptions: [extended({ later: 60 })] })).toEqual([
      'exceptions.0.shift: shift "Late" overlaps shift "Early"',
    ]);
    expect(issuesOf({ exceptions: [{ ...extended({ later: 60 }), date: "2026-03-07" }] })).toEqual([
      'exceptions.0.shift: shift "E" is not there on this date',
    ]);
    expect(issuesOf({ exceptions: [extended({})] })).toEqual([
      "exceptions.0.later: must be longer than the usual shift",
    ]);
    expect(
      issuesOf({ exceptions: [{ kind: "overtime", date: "2026-03-06", shifts: ["E"] }] }),
    ).toEqual(['exceptions.0.shifts: shift "E" is there on this date anyway']);
    expect(issuesOf({ exceptions: [extended({ later: 721 })] })[0]).toContain("exceptions.0.later");
  });

  test("may lengthen each shift of a date once", () => {
    const cycle = { type: "weekly", friday: ["E", "N"] };
    const friday = { kind: "extended", date: "2026-03-06", later: 60 };
    const both = [
      { ...friday, shift: "E" },
      { ...friday, shift: "N" },
    ];
    expect(issuesOf({ cycle, exceptions: both })).toEqual([]);
    expect(issuesOf({ cycle, exceptions: [...both, both[0]] })).toEqual([
      "exceptions.2.date: 2026-03-06 is there twice",
    ]);
  });
});

describe("a shift of 24 hours", () => {
  const hoursOf = (date: string, zone: string) => {
    const pattern = shiftPattern.parse({
      name: "Watch",
      shifts: [
        { code: "W", name: "Watch", start: "06:00", end: "06:00", target: 1_000, targetOee: 0.8 },
      ],
      cycle: { type: "rotating", anchor: "2026-01-01", days: [["W"]] },
    });
    return expandShifts(pattern, zone, date, addDays(date, 1)).map((one) => lengthOf(one) / hourMs);
  };

  test.each([
    ["2026-03-28", berlin, 23],
    ["2026-10-24", berlin, 25],
    ["2026-03-07", "America/New_York", 23],
    ["2026-10-31", "America/New_York", 25],
    ["2026-06-10", berlin, 24],
  ])("of %s in %s has %i hours", (date, zone, hours) => {
    expect(hoursOf(date, zone)).toEqual([hours]);
  });
});

test("targets come along with each shift; those not said are null", () => {
  const [shift, ...rest] = threeShifts.shifts;
  const aimed = { ...shift, target: 900, targetPer: "machine", targetQuality: 0.99 };
  const [early, late] = expanded({ shifts: [aimed, ...rest] }, "2026-03-06");
  expect([early!.targets, late!.targets]).toEqual([
    { pieces: 900, per: "machine", oee: null, quality: 0.99 },
    { pieces: null, per: "shift", oee: null, quality: null },
  ]);
  expect(issuesOf({ shifts: [{ ...shift, targetOee: 85 }, ...rest] })).toHaveLength(1);
});
