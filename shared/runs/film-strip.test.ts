import { describe, expect, test } from "vitest";
import { minuteMs } from "../kernel/instant.ts";
import type { MachineState } from "../machines/machine-state.ts";
import { filmStrip, type StripInput, type StripMinute } from "./film-strip.ts";

const minute = (minutes: number): number => 1_800_000_000_000 + minutes * minuteMs;

/** [from, state] in minutes; the last ends at 240. */
const states = (...parts: readonly (readonly [number, MachineState])[]) =>
  parts.map(([from, state], i) => ({
    start: minute(from),
    end: minute(parts[i + 1]?.[0] ?? 240),
    state,
  }));

/** `each` good pieces in every minute of `[from, to)`. */
const pieces = (
  from: number,
  to: number,
  side: StripMinute["side"],
  each = 10,
  more: Partial<StripMinute> = {},
): StripMinute[] =>
  Array.from({ length: to - from }, (_, i) => ({
    start: minute(from + i),
    end: minute(from + i + 1),
    total: each,
    reject: 0,
    side,
    isReconstructed: false,
    ...more,
  }));

/** Old pieces until minute 60, stopped at 60:30, order told at 70, running again from 90 on at ten a minute. */
const usual: StripInput = {
  at: minute(70),
  until: minute(240),
  untilBy: "now",
  states: states([0, "running"], [60.5, "stopped"], [65, "setup"], [90, "running"]),
  minutes: [...pieces(0, 61, "old"), ...pieces(90, 92, "new", 4), ...pieces(92, 240, "new")],
  planned: [{ start: minute(0), end: minute(240) }],
  ratePerMinute: 10,
  piecesPerCycle: 1,
};
const strip = (more: Partial<StripInput> = {}) => filmStrip({ ...usual, ...more });
const known = (at: number, how: "second" | "minute") => ({ at: minute(at), known: how });
const unknown = (reason: string) => ({ at: null, reason });

describe("a changeover", () => {
  test("is told from the last good piece to the first minute at rate, each as exactly as it is known", () => {
    const told = strip({
      minutes: [
        ...pieces(0, 61, "old"),
        ...pieces(90, 91, "new", 2, { reject: 2 }),
        ...pieces(91, 93, "new", 4),
        ...pieces(93, 240, "new"),
      ],
    });
    expect(told).toEqual({
      lastGood: known(60.5, "minute"),
      stopped: known(60.5, "second"),
      firstPiece: known(90, "minute"),
      firstGood: known(91, "minute"),
      atRate: known(93, "minute"),
      phases: {
        runOut: { ms: 0, plannedMs: 0 },
        setUp: { ms: 29.5 * minuteMs, plannedMs: 29.5 * minuteMs },
        firstPieces: { ms: minuteMs, plannedMs: minuteMs },
        rampUp: { ms: 2 * minuteMs, plannedMs: 2 * minuteMs },
      },
      whole: { ms: 32.5 * minuteMs, plannedMs: 32.5 * minuteMs },
      outcome: "complete",
      unknownMs: 0,
    });
  });

  test("without pieces after it is open, and only its standstill is known", () => {
    const told = strip({ minutes: pieces(0, 61, "old") });
    expect(told.firstPiece).toEqual(unknown("no_piece"));
    expect(told.firstGood).toEqual(unknown("no_piece"));
    expect(told.atRate).toEqual(unknown("no_piece"));
    expect(told.stopped).toEqual(known(60.5, "second"));
    expect([told.whole, told.outcome]).toEqual([null, "open"]);
  });

  test("with nothing but rejects after it has no first good piece", () => {
    const told = strip({
      minutes: [...pieces(0, 61, "old"), ...pieces(90, 95, "new", 1, { reject: 1 })],
    });
    expect(told.firstPiece).toEqual(known(90, "minute"));
    expect(told.firstGood).toEqual(unknown("no_good_piece"));
    expect(told.atRate).toEqual(unknown("not_at_rate"));
  });

  test("told before the machine stopped begins with the set-up that followed", () => {
    const told = strip({
      at: minute(50),
      minutes: [...pieces(0, 50, "old"), ...pieces(50, 61, "new"), ...pieces(90, 240, "new")],
    });
    expect(told.lastGood).toEqual(known(60.5, "minute"));
    expect(told.stopped).toEqual(known(60.5, "second"));
    expect(told.firstPiece).toEqual(known(90, "minute"));
  });

  test("told after the machine ran again still belongs to the set-up before", () => {
    const told = strip({
      at: minute(100),
      minutes: [...pieces(0, 61, "old"), ...pieces(90, 100, "old"), ...pieces(100, 240, "new")],
    });
    expect(told.lastGood).toEqual(known(60.5, "minute"));
    expect(told.stopped).toEqual(known(60.5, "second"));
    expect(told.firstPiece).toEqual(known(90, "minute"));
    expect(told.atRate).toEqual(known(90, "minute"));
  });

  test("broken off by a trial run without a good piece began with the first standstill", () => {
    const told = strip({
      states: states(
        [0, "running"],
        [60.5, "setup"],
        [66, "running"],
        [67, "setup"],
        [90, "running"],
      ),
      minutes: [
        ...pieces(0, 61, "old"),
        ...pieces(66, 67, "old", 2, { reject: 2 }),
        ...pieces(90, 240, "new"),
      ],
    });
    expect(told.stopped).toEqual(known(60.5, "second"));
    expect(told.firstPiece).toEqual(known(90, "minute"));
  });

  test("while the machine runs has no standstill", () => {
    const told = strip({
      states: states([0, "running"]),
      minutes: [...pieces(0, 70, "old"), ...pieces(70, 240, "new")],
    });
    expect(told.stopped).toEqual(unknown("no_stop"));
    expect(told.phases.setUp).toBeNull();
    expect(told.lastGood).toEqual(known(70, "minute"));
    expect(told.firstPiece).toEqual(known(70, "minute"));
    expect(told.whole).toEqual({ ms: 0, plannedMs: 0 });
  });

  test("whose standstill begins in unknown time keeps that instant unknown", () => {
    const told = strip({
      states: states([0, "running"], [60.5, "unknown"], [65, "setup"], [90, "running"]),
    });
    expect(told.stopped).toEqual(unknown("unknown_time"));
    expect(told.phases.setUp).toBeNull();
    expect(told.unknownMs).toBe(4.5 * minuteMs);
  });

  test("whose first pieces were only reconstructed does not know when they were made", () => {
    const told = strip({
      states: states([0, "running"], [60.5, "setup"], [85, "unknown"], [95, "running"]),
      minutes: [
        ...pieces(0, 61, "old"),
        ...pieces(85, 95, "new", 3, { isReconstructed: true }),
        ...pieces(95, 240, "new"),
      ],
    });
    expect(told.firstPiece).toEqual(unknown("unknown_time"));
    expect(told.atRate).toEqual(known(95, "minute"));
    expect(told.unknownMs).toBe(10 * minuteMs);
  });

  test("across a shift end tells all of its time and the planned part of it", () => {
    const told = strip({
      planned: [
        { start: minute(0), end: minute(70) },
        { start: minute(85), end: minute(240) },
      ],
    });
    expect(told.phases.setUp).toEqual({ ms: 29.5 * minuteMs, plannedMs: 14.5 * minuteMs });
  });

  test("is at rate over a break: only planned minutes stand in a row", () => {
    const told = strip({
      minutes: [...pieces(0, 61, "old"), ...pieces(90, 93, "new"), ...pieces(103, 106, "new")],
      planned: [
        { start: minute(0), end: minute(93) },
        { start: minute(103), end: minute(240) },
      ],
    });
    expect(told.atRate).toEqual(known(90, "minute"));
  });

  test("that the next one overtook is interrupted", () => {
    const told = strip({ until: minute(93), untilBy: "next_change" });
    expect(told.atRate).toEqual(unknown("not_at_rate"));
    expect(told.outcome).toBe("interrupted");
    expect(strip({ until: minute(93), untilBy: "search_end" }).outcome).toBe("not_reached");
  });

  test("to a product without an ideal cycle has no rate to reach", () => {
    expect(strip({ ratePerMinute: null }).atRate).toEqual(unknown("no_ideal_cycle"));
  });

  test("after a run without a piece begins where the machine stopped", () => {
    const told = strip({ minutes: pieces(90, 240, "new") });
    expect(told.lastGood).toEqual(unknown("no_earlier_piece"));
    expect(told.whole).toEqual({ ms: 29.5 * minuteMs, plannedMs: 29.5 * minuteMs });
  });
});
