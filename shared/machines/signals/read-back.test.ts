import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { foldIntervals } from "../fold-intervals.ts";
import { spreadCounts } from "../spread-counts.ts";
import type { SignalRules } from "../signal-rules.ts";
import type { MachineInput } from "./machine-input.ts";
import {
  countsOf,
  history,
  live,
  lost,
  over,
  piecesOf,
  reading,
  restart,
  rulesOf,
  statesOf,
  tell,
  ticks,
  type Told,
} from "./machine-story.ts";

const press = rulesOf({
  state: { type: "running_bit", running: "run", fault: "fault", debounceMs: 0 },
  counts: { total: { tag: "count" } },
});
const pressRuns = [reading("run", true, 0), reading("fault", 0, 0), reading("count", 100, 0)];

const folded = (told: Told) =>
  foldIntervals(
    told.facts.flatMap((fact, index) =>
      fact.kind === "state" ? [{ ...fact, id: String(index).padStart(6, "0") }] : [],
    ),
  );
/** `[start, state, provenance]` */
const known = (told: Told) =>
  folded(told).map(({ start, state, provenance }) => [start, state, provenance]);

describe("back-read", () => {
  const gap = [
    reading("run", true, 0),
    reading("fault", 0, 0),
    reading("count", 100, 0),
    reading("count", 110, 15_000),
    reading("run", false, 20_000),
    reading("run", true, 40_000),
    reading("count", 115, 50_000),
  ];

  test("a whole history makes the gap known from the last good instant, and the link goes on measuring", () => {
    const told = tell(press, [
      ...pressRuns,
      lost(10_000),
      ...ticks(20_000, 30_000),
      history(60_000, gap),
      live(60_200),
      reading("count", 116, 61_000),
    ]);
    expect(known(told)).toEqual([
      [0, "running", "measured"],
      [10_000, "running", "back_read"],
      [20_000, "stopped", "back_read"],
      [40_000, "running", "back_read"],
      [60_000, "running", "measured"],
    ]);
    expect(
      countsOf(told).map(({ from, to, total, provenance }) => [from, to, total, provenance]),
    ).toEqual([
      [0, 15_000, 10, "back_read"],
      [15_000, 50_000, 5, "back_read"],
      [50_000, 61_000, 1, "measured"],
    ]);
  });

  test("without a value at the start the state is known from the first one on, and pieces before it are reconstructed", () => {
    const told = tell(press, [
      ...pressRuns,
      lost(10_000),
      history(60_000, [
        reading("run", false, 20_000),
        reading("fault", 0, 25_000),
        reading("count", 108, 30_000),
        reading("count", 109, 40_000),
      ]),
      live(60_000),
    ]);
    expect(known(told)).toEqual([
      [0, "running", "measured"],
      [10_000, "unknown", "measured"],
      [25_000, "stopped", "back_read"],
      [60_000, "stopped", "measured"],
    ]);
    expect(countsOf(told).map(({ from, total, provenance }) => [from, total, provenance])).toEqual([
      [10_000, 8, "reconstructed"],
      [30_000, 1, "back_read"],
    ]);
  });

  test("where the history ends early the rest stays unknown and its pieces are reconstructed", () => {
    const told = tell(press, [
      ...pressRuns,
      lost(10_000, "silent"),
      history(30_000, gap),
      live(160_000),
      reading("run", true, 160_000),
      reading("fault", 0, 160_000),
      reading("count", 116, 160_500),
    ]);
    expect(known(told).slice(2)).toEqual([
      [20_000, "stopped", "back_read"],
      [30_000, "unknown", "measured"],
      [160_000, "running", "measured"],
    ]);
    expect(statesOf(told)).toContainEqual([30_000, "unknown", "silent"]);
    expect(countsOf(told).at(-1)).toMatchObject({
      from: 30_000,
      to: 160_500,
      total: 6,
      provenance: "reconstructed",
    });
    expect(piecesOf(told)).toBe(16);
  });

  test("a needed tag without history leaves the state unknown; the counter is told all the same", () => {
    const told = tell(press, [
      ...pressRuns,
      lost(10_000),
      history(60_000, gap, ["run", "count"]),
      live(60_000),
      reading("fault", 0, 60_000),
    ]);
    expect(known(told)).toEqual([
      [0, "running", "measured"],
      [10_000, "unknown", "measured"],
      [60_000, "running", "measured"],
    ]);
    expect(countsOf(told).map(({ provenance }) => provenance)).toEqual(["back_read", "back_read"]);
  });

  test("after a stop of the engine, and with the server out of reach meanwhile, history fills the whole gap", () => {
    const told = tell(press, [
      ...pressRuns,
      ...ticks(1_000, 10_000),
      restart(30_000),
      lost(30_100, "unreachable"),
      history(60_000, gap),
      live(60_000),
    ]);
    expect(known(told)).toEqual([
      [0, "running", "measured"],
      [10_000, "running", "back_read"],
      [20_000, "stopped", "back_read"],
      [40_000, "running", "back_read"],
      [60_000, "running", "measured"],
    ]);
    expect(piecesOf(told)).toBe(15);
  });

  test("readings that came while the history was read count at their own time", () => {
    const told = tell(press, [
      ...pressRuns,
      lost(10_000),
      history(55_000, gap),
      live(60_000),
      reading("run", false, 57_000),
    ]);
    expect(known(told).slice(-2)).toEqual([
      [55_000, "running", "measured"],
      [57_000, "stopped", "measured"],
    ]);
  });

  test("history told twice counts once", () => {
    const told = tell(press, [
      ...pressRuns,
      lost(10_000),
      history(45_000, gap),
      history(60_000, gap),
      live(60_000),
    ]);
    expect(piecesOf(told)).toBe(15);
    expect(known(told).at(-1)).toEqual([60_000, "running", "measured"]);
  });

  test("a link that stays lost after its history is unknown from its end on", () => {
    const told = tell(press, [
      ...pressRuns,
      lost(10_000),
      history(60_000, gap),
      ...ticks(61_000, 99_000),
    ]);
    expect(known(told).at(-1)).toEqual([60_000, "unknown", "measured"]);
  });
});

describe("one of several connections", () => {
  const onPlc = ["run", "fault"];

  test("without the counter's connection the state stays known, and only the counter has a gap", () => {
    const told = tell(press, [
      ...pressRuns,
      over(["count"], lost(10_000, "silent", "gateway")),
      reading("run", false, 20_000),
      over(["count"], live(30_000, "gateway")),
      reading("count", 105, 31_000),
    ]);
    expect(statesOf(told)).toEqual([
      [0, "running", null],
      [20_000, "stopped", null],
    ]);
    expect(countsOf(told)).toMatchObject([
      { from: 10_000, to: 31_000, total: 5, provenance: "reconstructed" },
    ]);
  });

  test("without the state's connection the state is unknown, and pieces are measured", () => {
    const told = tell(press, [
      ...pressRuns,
      over(onPlc, lost(10_000)),
      reading("count", 105, 20_000),
      ...ticks(21_000, 40_000),
      over(onPlc, live(50_000)),
      reading("run", true, 50_000),
      reading("fault", 0, 50_000),
    ]);
    expect(statesOf(told)).toEqual([
      [0, "running", null],
      [10_000, "unknown", "unreachable"],
      [50_000, "running", null],
    ]);
    expect(countsOf(told)).toMatchObject([{ total: 5, provenance: "measured" }]);
  });

  test("tags of the other connection are not taken for unchanged while theirs is lost", () => {
    const told = tell(press, [
      ...pressRuns,
      over(["run"], lost(10_000)),
      over(["count"], lost(10_000, "silent", "gateway")),
      over(["count"], live(12_000, "gateway")),
      ...ticks(13_000, 30_000),
    ]);
    expect(statesOf(told).at(-1)).toEqual([10_000, "unknown", "unreachable"]);
    expect(told.memory.stale).toEqual(["run"]);
  });
});

const seed = 20_261_123;

/** A day of changes: `[elapsed, tag, value]`. */
const changes = fc.array(
  fc.record({
    elapsed: fc.integer({ min: 100, max: 90_000 }),
    tag: fc.constantFrom("run", "fault", "count", "count", "alarm"),
    value: fc.integer({ min: 0, max: 1 }),
  }),
  { minLength: 4, maxLength: 60 },
);

const rules: Record<string, SignalRules> = {
  "running bit": rulesOf({
    state: { type: "running_bit", running: "run", fault: "fault", debounceMs: 0 },
    counts: { total: { tag: "count" } },
    alarm: { tag: "alarm", reasons: { 1: "R1" } },
  }),
  "counter only": rulesOf({
    state: { type: "counter_only", expectedCycleMs: 5_000 },
    counts: { total: { tag: "count", modulus: 4_096 } },
  }),
};

/** Merges what differs in provenance only. */
const meaningOf = (told: Told) =>
  folded(told)
    .map(({ start, state, cause, reasonCode }) => ({
      start,
      meaning: [state, cause, reasonCode].join(),
    }))
    .filter(({ meaning }, index, all) => all[index - 1]?.meaning !== meaning);

const minutesOf = (told: Told) => {
  const minutes = new Map<number, number>();
  for (const fact of countsOf(told))
    for (const { minute, total } of spreadCounts(fact))
      minutes.set(minute, (minutes.get(minute) ?? 0) + total);
  return [...minutes].toSorted(([a], [b]) => a - b);
};

describe(`with full history a gap leaves no trace but its provenance (seed ${seed})`, () => {
  test.each(Object.keys(rules))("%s", (name) => {
    fc.assert(
      fc.property(changes, fc.nat(), fc.nat(), fc.boolean(), (steps, cut, length, isStop) => {
        let at = 1_000;
        let count = 4_000;
        const first = ["run", "fault", "alarm", "count"].map((tag) =>
          reading(tag, tag === "count" ? count : tag === "run" ? 1 : 0, at),
        );
        const story = steps.map(({ elapsed, tag, value }) => {
          at += elapsed;
          if (tag === "count") count = (count + value) % 4_096;
          return reading(tag, tag === "count" ? count : value, at);
        });
        const all = [...first, ...story] as Extract<MachineInput, { kind: "sample" }>[];
        const end = at + 60_000;
        const ticked = (inputs: typeof all, from: number, to: number): MachineInput[] =>
          [...inputs, ...ticks(from, to)].toSorted((a, b) => timeOf(a) - timeOf(b));
        const whole = tell(rules[name]!, ticked(all, 1_000, end));

        // By then every rule has told a state.
        const start = 31_000 + (cut % (end - 32_000));
        const wanted = start + 1 + (length % (end - start));
        // What a count or a silence after the gap says of the time before it ends at the gap, so it ends at a count.
        const counts = all.filter(({ tagCode }) => tagCode === "count");
        const next = counts.find(
          ({ at, sample }, place) =>
            at > wanted && sample.value !== counts[place - 1]?.sample.value,
        );
        const upTo = name === "counter only" ? (next?.at ?? end - 1_000) : wanted;
        const before = all.filter((sample) => sample.at <= start);
        const bounding = ["run", "fault", "alarm", "count"].map((tag) =>
          before.findLast(({ tagCode }) => tagCode === tag)!,
        );
        const inGap = all.filter((sample) => sample.at > start && sample.at <= upTo);
        const interrupted = tell(rules[name]!, [
          ...ticked(before, 1_000, start),
          ...(isStop
            ? [{ ...lost(start, "engine_stopped") }, restart(upTo), lost(upTo, "starting")]
            : [lost(start), ...ticks(start + 1_000, upTo)]),
          history(upTo, [...bounding, ...inGap]),
          live(upTo),
          ...ticked(
            all.filter((sample) => sample.at > upTo),
            upTo + 1,
            end,
          ),
        ]);
        expect(meaningOf(interrupted)).toEqual(meaningOf(whole));
        expect(minutesOf(interrupted)).toEqual(minutesOf(whole));
      }),
      { seed, numRuns: 100 },
    );
  });
});

const timeOf = (input: MachineInput): number =>
  input.kind === "sample" ? input.at : input.kind === "tick" ? input.now : 0;
