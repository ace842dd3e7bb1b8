import { describe, expect, it } from "vitest";
import { kpisOf } from "../oee/kpis.ts";
import {
  countsWhileRunning,
  cycleOf,
  made,
  minute,
  minutes,
  runOf,
  shiftOf,
  shiftWith,
  type Block,
} from "../oee/example-day.ts";
import { sumsOf } from "../oee/oee-sums.ts";
import { timeAndPieces } from "../oee/time-and-pieces.ts";
import type { OeeInput } from "../oee/time-model.ts";
import { unclassifiedOf } from "../stops/unclassified.ts";
import type { AuditedWeek, SaidClass } from "./audit-week.ts";
import type { FindingKind } from "./finding.ts";
import { honestyOf } from "./honesty.ts";

const week = (input: OeeInput, more: Partial<AuditedWeek> = {}): AuditedWeek => ({
  input,
  measured: input.intervals,
  said: [],
  downtimes: [],
  recoded: [],
  best: new Map(),
  suspectPieces: 0,
  reasonName: (id) => id,
  productCode: (id) => id,
  ...more,
});

const oee = (input: OeeInput) => kpisOf(sumsOf(input), input.policy).figures.oee.value!;
const strictOee = (audited: AuditedWeek) =>
  kpisOf(honestyOf(audited).strict, audited.input.policy).figures.oee.value!;
const kinds = (audited: AuditedWeek): FindingKind[] =>
  honestyOf(audited).findings.map(({ kind }) => kind);
const one = (audited: AuditedWeek, kind: FindingKind) =>
  honestyOf(audited).findings.find((finding) => finding.kind === kind);

/** Six hours of running at the ideal rate, two of standing still for a reason. */
function dayWith(reason: Block[2], more: Partial<OeeInput> = {}): OeeInput {
  const day = shiftWith([
    [360, "running"],
    [120, "stopped", reason],
  ]);
  const counts = countsWhileRunning(day.intervals, { from: 0, to: 360, total: 720 });
  return { ...day, counts, now: minute(2_000), ...more };
}

const saidOf = (more: Partial<SaidClass>): SaidClass => ({
  id: "c1",
  ...minutes(360, 480),
  reasonId: "planned",
  recordedAt: minute(490),
  supersededAt: null,
  by: "Anna",
  ...more,
});

it("an honest day has no finding, and strict is what is reported", () => {
  const audited = week(dayWith("breakdown"), {
    best: new Map([["A", { ...minutes(0, 30), pieces: 60 }]]),
  });
  const { findings, reported, strict } = honestyOf(audited);
  expect(findings).toEqual([]);
  expect(strict).toBe(reported);
});

describe("an ideal cycle slower than what was demonstrated", () => {
  const best = (pieces: number) => new Map([["A", { ...minutes(0, 30), pieces }]]);

  it("is found with both, and the OEE it would be", () => {
    const input = dayWith("breakdown");
    const audited = week(input, { best: best(80) });
    expect(one(audited, "slow_ideal_cycle")).toMatchObject({
      pieces: 720,
      evidence: [{ name: "A", idealUs: 30_000_000, bestUs: 22_500_000 }],
    });
    expect(oee(input)).toBeCloseTo(0.75, 12);
    expect(one(audited, "slow_ideal_cycle")!.oee).toBeCloseTo(0.5625, 12);
    expect(strictOee(audited)).toBeCloseTo(0.5625, 12);
  });

  it("is none within two percent, nor for a product that was not made", () => {
    expect(kinds(week(dayWith("breakdown"), { best: best(61) }))).toEqual([]);
    const other = new Map([["B", { ...minutes(0, 30), pieces: 900 }]]);
    expect(kinds(week(dayWith("breakdown"), { best: other }))).toEqual([]);
  });

  it("counts cavities of the run as the pieces they are", () => {
    const input = dayWith("breakdown", { cycles: [cycleOf("A", 1, 0, 4)] });
    const counts = input.counts.map((count) => ({ ...count, cavities: 2 }));
    const audited = week({ ...input, counts }, { best: best(80) });
    expect(one(audited, "slow_ideal_cycle")!.evidence[0]).toMatchObject({ idealUs: 30_000_000 });
    expect(strictOee(audited)).toBeCloseTo(0.5625, 12);
  });
});

describe("a break that was worked", () => {
  const pause = (span = minutes(100, 130)) =>
    dayWith("breakdown", { shifts: [shiftOf(0, 480, [span])] });

  it("is found with its minutes and pieces; without it that time is planned busy time", () => {
    const audited = week(pause());
    expect(one(audited, "worked_break")).toMatchObject({
      ms: 30 * 60_000,
      pieces: 60,
      evidence: [{ name: "Break", ...minutes(100, 130) }],
    });
    expect(strictOee(audited)).toBeCloseTo(360 / 480, 12);
    expect(oee(audited.input)).toBeCloseTo(330 / 450, 12);
  });

  it("is none where the machine stood", () => {
    expect(kinds(week(pause(minutes(400, 430))))).toEqual([]);
  });
});

describe("a stop named planned after the fact", () => {
  const input = dayWith("planned");
  const measured = dayWith(undefined).intervals;

  it("is found when it was named more than an hour after its end, and goes back to what it was", () => {
    const said = [
      saidOf({
        id: "c0",
        reasonId: "breakdown",
        recordedAt: minute(485),
        supersededAt: minute(900),
      }),
      saidOf({ recordedAt: minute(900) }),
    ];
    const audited = week(input, { measured, said });
    expect(one(audited, "planned_after_the_fact")).toMatchObject({
      ms: 120 * 60_000,
      evidence: [{ name: "planned", by: "Anna", recordedAt: minute(900) }],
    });
    expect(oee(input)).toBeCloseTo(1, 12);
    expect(strictOee(audited)).toBeCloseTo(0.75, 12);
  });

  it("is found where nobody had said anything: the machine's own word holds", () => {
    const audited = week(input, { measured, said: [saidOf({ recordedAt: minute(900) })] });
    expect(strictOee(audited)).toBeCloseTo(0.75, 12);
  });

  it("is none when it was named in time, even if somebody said it again later", () => {
    const inTime = [saidOf({ recordedAt: minute(500) })];
    expect(kinds(week(input, { measured, said: inTime }))).toEqual([]);
    const again = [
      saidOf({ id: "c0", recordedAt: minute(500), supersededAt: minute(900) }),
      saidOf({ recordedAt: minute(900) }),
    ];
    expect(kinds(week(input, { measured, said: again }))).toEqual([]);
  });

  it("is found through several late words, up to the one that was not planned", () => {
    const said = [
      saidOf({
        id: "a",
        reasonId: "breakdown",
        recordedAt: minute(485),
        supersededAt: minute(800),
      }),
      saidOf({ id: "b", recordedAt: minute(800), supersededAt: minute(900) }),
      saidOf({ id: "c", recordedAt: minute(900) }),
    ];
    expect(one(week(input, { measured, said }), "planned_after_the_fact")!.ms).toBe(120 * 60_000);
  });

  it("is found where the reason itself was put among the planned ones", () => {
    const recoded = [
      { reasonId: "planned", at: minute(1_000), from: "breakdown" as const, by: "Otto" },
    ];
    const audited = week(input, { recoded });
    expect(one(audited, "planned_after_the_fact")!.evidence[0]).toMatchObject({ by: "Otto" });
    expect(strictOee(audited)).toBeCloseTo(0.75, 12);
    const before = recoded.map((row) => ({ ...row, at: minute(300) }));
    expect(kinds(week(input, { recoded: before }))).toEqual([]);
  });
});

describe("a changeover named as planned", () => {
  it("is found where the product changed in it; without it the time is set-up", () => {
    const input = dayWith("planned", { runs: [runOf(0, 420), runOf(420, 480, "B")] });
    const audited = week(input);
    expect(one(audited, "changeover_as_planned")).toMatchObject({ ms: 120 * 60_000 });
    const { time } = honestyOf(audited).strict;
    expect(time).toMatchObject({ aust: 120 * 60_000, planned_down: 0 });
  });

  it("is none where the product stayed, or where the changeover is named one", () => {
    expect(kinds(week(dayWith("planned")))).toEqual([]);
    const runs = [runOf(0, 420), runOf(420, 480, "B")];
    expect(kinds(week(dayWith("changeover", { runs })))).toEqual([]);
  });
});

describe("planned downtime entered after it began", () => {
  const shift = { ...shiftOf(0, 480), breaks: [{ name: "Meeting", ...minutes(360, 480) }] };
  const input = dayWith("breakdown", { shifts: [shift] });
  const entered = (recordedAt: number) => ({
    downtimes: [{ name: "Meeting", ...minutes(360, 480), recordedAt, by: "Otto" }],
  });

  it("is found with who and when; without it the time is planned busy time", () => {
    const audited = week(input, entered(minute(600)));
    expect(one(audited, "planned_downtime_after_the_fact")).toMatchObject({
      ms: 120 * 60_000,
      evidence: [{ name: "Meeting", by: "Otto", recordedAt: minute(600) }],
    });
    expect(oee(input)).toBeCloseTo(1, 12);
    expect(strictOee(audited)).toBeCloseTo(0.75, 12);
  });

  it("is none when it was entered before", () => {
    expect(kinds(week(input, entered(minute(300))))).toEqual([]);
  });
});

describe("what can only be pointed at", () => {
  it("is a shift above 100 %", () => {
    const input = dayWith("breakdown", { cycles: [cycleOf("A", 0.6)] });
    expect(one(week(input), "above_one")).toMatchObject({
      oee: null,
      evidence: [{ name: "Early", ratio: expect.closeTo(1.2, 12) }],
    });
  });

  it("is unknown time above five percent of planned busy time", () => {
    const day = (unknown: number) => {
      const blocks: Block[] = [
        [480 - unknown, "running"],
        [unknown, "unknown"],
      ];
      return week({ ...shiftWith(blocks), now: minute(2_000) });
    };
    expect(one(day(48), "unknown_share")).toMatchObject({ share: 0.1 });
    expect(kinds(day(24))).toEqual([]);
  });

  it("is stops without a reason, the longest first; minor ones need none", () => {
    const audited = week(dayWith(undefined));
    expect(one(audited, "unclassified_share")).toMatchObject({ share: 0.25, ms: 120 * 60_000 });
    const minor = shiftWith([
      [478, "running"],
      [2, "stopped"],
    ]);
    expect(kinds(week({ ...minor, now: minute(2_000) }))).toEqual([]);
  });

  it("counts the stops without a reason as the shift does", () => {
    const input = { ...dayWith(undefined), runs: [runOf(0, 400), runOf(470, 480)] };
    const { ms } = unclassifiedOf(timeAndPieces(input).spans, input.span);
    expect(ms).toBe(50 * 60_000);
    expect(one(week(input), "unclassified_share")).toMatchObject({ ms });
  });

  it("is suspect pieces that wait", () => {
    expect(one(week(dayWith("breakdown"), { suspectPieces: 7 }), "suspect_pieces")).toMatchObject({
      pieces: 7,
    });
  });
});

it("strict undoes all findings together", () => {
  const input = dayWith("planned", { shifts: [shiftOf(0, 480, [minutes(100, 130)])] });
  const audited = week(input, {
    measured: dayWith(undefined).intervals,
    said: [saidOf({ recordedAt: minute(900) })],
    best: new Map([["A", { ...minutes(0, 30), pieces: 120 }]]),
  });
  expect(oee(input)).toBeCloseTo(1, 12);
  expect(strictOee(audited)).toBeCloseTo((720 * 0.25) / 480, 12);
  expect(kinds(audited)).toEqual(["slow_ideal_cycle", "planned_after_the_fact", "worked_break"]);
});

it("sends the first fifty pieces of evidence and counts the rest", () => {
  const blocks = Array.from({ length: 60 }, (): Block[] => [
    [4, "running"],
    [4, "stopped"],
  ]).flat();
  const input = { ...shiftWith(blocks), counts: [made(0, 1, 2)], now: minute(2_000) };
  expect(one(week(input), "unclassified_share")).toMatchObject({ more: 10 });
});
