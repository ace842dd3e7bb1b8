import { describe, expect, it } from "vitest";
import { kpiDefinition } from "../oee/kpi-definition.ts";
import { kpiPolicy } from "../oee/kpi-policy.ts";
import { comparable, readDefinition } from "./definition.ts";

describe("figures", () => {
  const of = (code: string, definitionHash: string) => ({ code, definitionHash });

  it("may be ranked when all mean the same", () => {
    expect(comparable([of("A", "1"), of("B", "1")])).toEqual({ isComparable: true });
    expect(comparable([])).toEqual({ isComparable: true });
  });

  it("may not when they do not: then within groups only", () => {
    const rows = [of("A", "1"), of("B", "2"), of("C", "2")];
    expect(comparable(rows)).toEqual({
      isComparable: false,
      groups: [[rows[1], rows[2]], [rows[0]]],
    });
  });
});

describe("a definition", () => {
  const sources = { calendar: "shift_pattern", idealCycle: "dated_standard" } as const;
  const text = (policy: object, calendar: "shift_pattern" | "round_the_clock" = "shift_pattern") =>
    kpiDefinition(kpiPolicy.parse(policy), { ...sources, calendar });

  it("is told in its parts", () => {
    expect(readDefinition(text({ minorStopMs: 90_000 }))).toMatchObject({
      minorStopMs: 90_000,
      calendar: "shift_pattern",
      quality: "first_time_good",
      idealCycle: "dated_standard",
    });
  });

  it("differs by every choice that changes figures, and by none that does not", () => {
    const base = text({});
    const other = [
      text({ minorStopMs: 60_000 }),
      text({ minorStops: "six-big-losses" }),
      text({ minimumRunMs: 30_000 }),
      text({}, "round_the_clock"),
    ];
    expect(new Set([base, ...other]).size).toBe(5);
    expect(text({ targetOee: 0.5, minimumCoverage: 0.2 })).toBe(base);
  });
});
