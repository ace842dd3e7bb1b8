import { describe, expect, it } from "vitest";
import {
  cycleOf,
  emptyDay,
  goldenDay,
  intervalsFrom,
  made,
  midnight,
  minute,
  minutes,
  runOf,
  shiftOf,
  shiftWith,
  type Block,
} from "../oee/example-day.ts";
import { add, wholeNumber } from "../oee/fraction.ts";
import { kpisOf } from "../oee/kpis.ts";
import { addSums, sumsOf, type OeeSums } from "../oee/oee-sums.ts";
import { printSums } from "../oee/printed-sums.ts";
import { timeAndPieces } from "../oee/time-and-pieces.ts";
import type { OeeInput } from "../oee/time-model.ts";
import { timeLosses } from "./analysis-filter.ts";
import { entriesIn, stopsBegun, type LossEntries } from "./loss-entries.ts";
import { sumsOfEntries } from "./loss-sums.ts";
import { rankLosses } from "./rank-losses.ts";
import { factorsOf, productionTime, sixBigLossesOf, waterfallOf } from "./waterfall.ts";

const minuteMs = 60_000;

const entriesOf = (input: OeeInput): LossEntries => {
  const { spans, counts } = timeAndPieces(input);
  return entriesIn(input.span, spans, stopsBegun(input, spans), counts);
};

/** Sums by way of the entries: the way that figures of the analysis go. */
const byEntries = (input: OeeInput): OeeSums => sumsOfEntries(entriesOf(input), false);

const told = (sums: OeeSums) => {
  const { knownBy: _, preliminary: __, ...rest } = printSums(sums);
  return rest;
};

/** mulberry32 */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const states = [
  "running",
  "running",
  "stopped",
  "down",
  "setup",
  "idle",
  "unknown",
  "external",
] as const;
const categories = [
  "breakdown",
  "material",
  "planned",
  "changeover",
  undefined,
  undefined,
] as const;

/** A day of random blocks, breaks and pieces of two products, one with cavities that leave fractions. */
function randomDay(seed: number): OeeInput {
  const random = seeded(seed);
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)]!;
  const blocks: Block[] = [];
  for (let at = 0; at < 1_440; at += blocks.at(-1)![0])
    blocks.push([0.5 + Math.floor(random() * 40) / 3, pick(states), pick(categories)] as Block);
  const shifts = [
    shiftOf(300, 780, [minutes(520, 550)]),
    shiftOf(780, 1_260, [minutes(1_000, 1_015)]),
  ];
  return {
    ...emptyDay,
    intervals: intervalsFrom(0, blocks),
    shifts,
    runs: [runOf(200, 700, "A"), runOf(700, 1_100, "B"), runOf(1_100, null, null)],
    counts: Array.from({ length: 400 }, (_, i) =>
      made(i * 3, i * 3 + 1, Math.floor(random() * 9), random() < 0.2 ? 1 : 0, pick(["A", "B"])),
    ),
    cycles: [cycleOf("A", 0.5), cycleOf("A", 0.4, 600), cycleOf("B", 0.7, 0, 3)],
  };
}

describe.each(Array.from({ length: 25 }, (_, i) => i + 1))("a random day (seed %i)", (seed) => {
  const input = randomDay(seed);
  const sums = byEntries(input);

  it("has the same sums by its entries as by its time and pieces", () => {
    expect(told(sums)).toEqual(told(sumsOf(input)));
  });

  it("falls from calendar time to good time without losing a millisecond", () => {
    const fall = waterfallOf(sums);
    expect(fall.calendar).toBe(1_440 * minuteMs);
    expect(fall.notScheduled + fall.plannedDown + fall.pbt).toBe(fall.calendar);
    expect(
      fall.setup + fall.down + fall.minor + fall.external + fall.idle + fall.unknown + fall.apt,
    ).toBe(fall.pbt);
    expect(fall.speed! + fall.quality! + fall.good!).toBe(fall.apt);
    const exact = productionTime(sums)!;
    expect(add(add(exact.speed, exact.quality), exact.good)).toEqual(wholeNumber(sums.time.apt));
  });

  it("has the OEE of its waterfall, and the same under either policy of minor stops", () => {
    const { good } = productionTime(sums)!;
    const { figures } = kpisOf(sums, input.policy);
    const fall = waterfallOf(sums);
    const known = fall.pbt - fall.unknown;
    const exact = Number(good.numerator) / Number(good.denominator) / known;
    expect(figures.oee.value).toBeCloseTo(exact, 12);
    expect(Math.abs(fall.good! / known - figures.oee.value!)).toBeLessThanOrEqual(0.5 / known);
    const factors = factorsOf(sums, input.policy);
    expect(factors.iso.oee).toEqual(factors["six-big-losses"].oee);
  });

  it("has six big losses that leave good time, and time the machine is not to blame for", () => {
    const fall = waterfallOf(sums);
    const six = sixBigLossesOf(fall).reduce((ms, loss) => ms + (loss.ms ?? 0), 0);
    expect(six + fall.idle + fall.external + fall.good!).toBe(fall.pbt - fall.unknown);
  });

  it("adds up wherever it is cut: time, pieces and stops", () => {
    const random = seeded(seed + 1_000);
    const cut = minute(Math.floor(random() * 1_440)) + Math.floor(random() * minuteMs);
    const parts = [
      { start: midnight, end: cut },
      { start: cut, end: minute(1_440) },
    ].map((span) => entriesOf({ ...input, span }));
    const together = parts.map((part) => sumsOfEntries(part, false)).reduce(addSums);
    expect(told(together)).toEqual(told(sums));
    const stopsIn = ({ time }: LossEntries) => time.reduce((sum, { stops }) => sum + stops, 0);
    expect(stopsIn(parts[0]!) + stopsIn(parts[1]!)).toBe(stopsIn(entriesOf(input)));
  });

  it("ranks losses that add up to those of their classes", () => {
    const lost = entriesOf(input).time.filter(({ timeClass }) =>
      (timeLosses as readonly string[]).includes(timeClass),
    );
    const groups = [...Map.groupBy(lost, ({ reasonId }) => reasonId ?? "")].map(([key, own]) => ({
      key,
      ms: own.reduce((ms, entry) => ms + entry.ms, 0),
      stops: own.reduce((stops, entry) => stops + entry.stops, 0),
    }));
    const ranked = rankLosses(groups, "ms");
    const whole = timeLosses.reduce((ms, loss) => ms + sums.time[loss], 0);
    expect(ranked.reduce((ms, row) => ms + row.ms, 0)).toBe(whole);
    expect(ranked.at(-1)!.cumulative).toBe(1);
    expect(ranked.map(({ ms }) => ms)).toEqual(
      ranked.map(({ ms }) => ms).toSorted((a, b) => b - a),
    );
  });
});

describe("golden vectors by way of the entries", () => {
  it("V1", () => {
    const sums = byEntries(goldenDay());
    const { figures } = kpisOf(sums, goldenDay().policy);
    expect(figures.oee.value).toBeCloseTo(0.633333, 6);
    expect(figures.nee.value).toBeCloseTo(0.707843, 6);
    expect(figures.allocationEfficiency.value).toBeCloseTo(0.966667, 6);
    expect(figures.utilisationEfficiency.value).toBeCloseTo(0.781609, 6);
    expect(figures.technicalEfficiency.value).toBeCloseTo(0.860759, 6);
    expect(figures.setupRate.value).toBeCloseTo(0.105263, 6);
    expect(figures.scrapRatio.value).toBeCloseTo(0.02, 6);
    expect(figures.reworkRatio.value).toBeCloseTo(0.03, 6);
    expect(figures.ooe.value).toBeCloseTo(0.59375, 6);
    expect(figures.teep.value).toBeCloseTo(0.197917, 6);
    const factors = factorsOf(sums, goldenDay().policy);
    expect(factors.iso.availability.value).toBeCloseTo(0.755556, 6);
    expect(factors["six-big-losses"].availability.value).toBeCloseTo(0.8, 6);
    expect(factors["six-big-losses"].effectiveness.value).toBeCloseTo(0.833333, 6);
    const fall = waterfallOf(sums);
    expect(Object.values(fall).map((ms) => ms! / minuteMs)).toEqual([
      1_440, 960, 30, 450, 40, 35, 20, 0, 15, 0, 340, 40, 15, 285,
    ]);
    const stops = entriesOf(goldenDay()).time.filter(({ timeClass }) => timeClass === "adet_minor");
    expect(stops.reduce((sum, entry) => sum + entry.stops, 0)).toBe(10);
  });

  it("V2: the ideal cycle is that of each piece's own time and product", () => {
    const day = shiftWith(
      [
        [355, "running"],
        [125, "idle"],
      ],
      {
        counts: [made(10, 11, 100, 2, "A"), made(20, 21, 150, 0, "B"), made(30, 31, 50, 5, "C")],
        cycles: [cycleOf("A", 1), cycleOf("B", 0.8), cycleOf("C", 2)],
      },
    );
    const { figures } = kpisOf(byEntries(day), day.policy);
    expect(figures.availability.value).toBeCloseTo(0.739583, 6);
    expect(figures.effectiveness.value).toBeCloseTo(0.901408, 6);
    expect(figures.quality.value).toBeCloseTo(0.9625, 6);
    expect(figures.oee.value).toBeCloseTo(0.641667, 6);
  });

  it("V3: machines are added, never averaged", () => {
    const machine = (planned: number, good: number) =>
      byEntries(
        shiftWith([[planned, "running"]], {
          span: minutes(0, planned),
          shifts: [shiftOf(0, planned)],
          counts: [made(1, 2, good)],
          cycles: [cycleOf("A", 1)],
        }),
      );
    const both = addSums(machine(450, 285), machine(60, 6));
    expect(kpisOf(both, emptyDay.policy).figures.oee.value).toBeCloseTo(0.5706, 4);
  });
});

describe("a waterfall", () => {
  it("of time nobody planned is all calendar, and has no ratio", () => {
    const fall = waterfallOf(byEntries(emptyDay));
    expect(fall).toMatchObject({ calendar: 1_440 * minuteMs, pbt: 0, apt: 0, good: 0 });
    expect(sixBigLossesOf(fall).map(({ share }) => share)).toEqual([
      null,
      null,
      null,
      null,
      null,
      null,
    ]);
  });

  it("shows that the ideal cycle was beaten as a negative loss of speed", () => {
    const day = shiftWith([[480, "running"]], {
      counts: [made(10, 11, 1_000, 40)],
      cycles: [cycleOf("A", 0.5)],
    });
    const fall = waterfallOf(byEntries(day));
    expect([fall.speed, fall.quality, fall.good]).toEqual([
      -20 * minuteMs,
      20 * minuteMs,
      480 * minuteMs,
    ]);
    expect(sixBigLossesOf(fall).find(({ code }) => code === "reduced_speed")!.ms).toBe(
      -20 * minuteMs,
    );
  });

  it("does not split production time while a product has no ideal cycle", () => {
    const day = shiftWith([[480, "running"]], { counts: [made(10, 11, 5)], cycles: [] });
    expect(waterfallOf(byEntries(day))).toMatchObject({ speed: null, quality: null, good: null });
  });
});

describe("stops", () => {
  const counted = (input: OeeInput) =>
    entriesOf(input)
      .time.filter(({ stops }) => stops > 0)
      .map(({ timeClass, reasonId, stops, ms }) => ({
        timeClass,
        reasonId,
        stops,
        minutes: ms / minuteMs,
      }));
  const overEdge = (span: { start: number; end: number }): OeeInput => ({
    ...emptyDay,
    span,
    intervals: intervalsFrom(0, [
      [470, "running"],
      [20, "stopped", "material"],
      [500, "running"],
    ]),
    shifts: [shiftOf(0, 480), shiftOf(480, 960)],
    runs: [runOf(0, 960)],
  });

  it("over a shift's end are one stop with two shares, counted where they begin", () => {
    const stop = { timeClass: "adet_down", reasonId: "material" };
    expect(counted(overEdge(minutes(0, 480)))).toEqual([{ ...stop, stops: 1, minutes: 10 }]);
    expect(counted(overEdge(minutes(480, 960)))).toEqual([]);
    expect(entriesOf(overEdge(minutes(480, 960))).time).toContainEqual({
      ...stop,
      productId: "A",
      ms: 10 * minuteMs,
      stops: 0,
    });
  });

  it("that were told apart are two, and neither break nor lost order makes more of one", () => {
    const day = shiftWith(
      [
        [60, "running"],
        [60, "stopped", "material"],
        [30, "stopped", "operator"],
        [330, "running"],
      ],
      { shifts: [shiftOf(0, 480, [minutes(80, 90)])], runs: [runOf(0, 100), runOf(110, 480)] },
    );
    const stops = counted(day);
    expect(stops.map(({ reasonId, stops: count }) => [reasonId, count])).toEqual([
      ["material", 1],
      ["operator", 1],
    ]);
  });

  it("that began before the shift count where the shift begins", () => {
    const day = { ...overEdge(minutes(0, 960)), shifts: [shiftOf(480, 960)] };
    expect(counted(day)).toEqual([
      { timeClass: "adet_down", reasonId: "material", stops: 1, minutes: 10 },
    ]);
    expect(counted({ ...day, span: minutes(0, 480) })).toEqual([]);
  });
});
