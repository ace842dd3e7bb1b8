import { describe, expect, test } from "vitest";
import { uptimeOf } from "./uptime.ts";

const day = { start: 0, end: 1_000 };

describe("uptime", () => {
  test("time that two gaps cover counts once, and touching gaps are one long one", () => {
    expect(
      uptimeOf(day, [
        { start: 100, end: 300, cause: "unreachable" },
        { start: 200, end: 400, cause: "silent" },
        { start: 400, end: 450, cause: "engine_stopped" },
        { start: 800, end: 810, cause: "unreachable" },
      ]),
    ).toEqual({
      watchedMs: 1_000,
      lostMs: 360,
      ownMs: 50,
      gapCount: 4,
      longestMs: 350,
      byCause: [
        { cause: "unreachable", count: 2, ms: 210 },
        { cause: "silent", count: 1, ms: 200 },
        { cause: "engine_stopped", count: 1, ms: 50 },
      ],
    });
  });

  test("an open gap lasts to the end of what was watched; what lies outside is cut off", () => {
    const { lostMs, gapCount } = uptimeOf(day, [
      { start: -500, end: 50, cause: "disabled" },
      { start: 900, end: null, cause: "silent" },
      { start: 2_000, end: 3_000, cause: "silent" },
    ]);
    expect([lostMs, gapCount]).toEqual([150, 2]);
  });

  test("without gaps every millisecond was live", () => {
    expect(uptimeOf(day, [])).toMatchObject({ lostMs: 0, longestMs: 0, byCause: [] });
  });
});
