import fc from "fast-check";
import { expect, test } from "vitest";
import { machineStates, provenances } from "#shared/machines/machine-state.ts";
import { reasonCategories } from "#shared/stops/reason-category.ts";
import { classifyTime } from "./classify-time.ts";
import { reasonsByCategory } from "./example-day.ts";
import { kpisOf } from "./kpis.ts";
import { sumsOf } from "./oee-sums.ts";
import { printSums } from "./printed-sums.ts";
import { proofOf, recompute } from "./proof.ts";
import { rollUp } from "./roll-up.ts";
import type { OeeInput } from "./time-model.ts";

const seed = 20_260_615;
const runs = 1_000;

/** Runs a property with the fixed seed; a failure prints it and the smallest counterexample. */
const holdsFor = (rule: (input: OeeInput, more: readonly number[]) => void): void =>
  fc.assert(fc.property(day, fc.array(instant, { maxLength: 6 }), rule), {
    seed,
    numRuns: runs,
    verbose: true,
  });

/** Mostly multiples of ten, so that edges meet: those of intervals, shifts, runs, counts and the span. */
const instant = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 40 }).map((tens) => tens * 10) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 400 }) },
);
const spanOf = (shortest: number, longest: number) =>
  fc
    .tuple(instant, fc.integer({ min: shortest, max: longest }))
    .map(([start, length]) => ({ start, end: start + length }));
const openSpan = fc.oneof(
  { weight: 9, arbitrary: spanOf(1, 80) },
  { weight: 1, arbitrary: instant.map((start) => ({ start, end: null })) },
);
const productId = fc.constantFrom("A", "A", "A", "B", "B", "B", null);
const provenance = fc.constantFrom(...provenances);

const numbered = <T>(item: fc.Arbitrary<T>, minLength: number, maxLength: number) =>
  fc
    .array(item, { minLength, maxLength })
    .map((items) => items.map((one, i) => ({ ...one, id: String(i) })));

const interval = fc
  .record({
    span: openSpan,
    state: fc.constantFrom("running", "stopped", "running", "stopped", ...machineStates),
    reasonId: fc.option(fc.constantFrom(...reasonCategories)),
    provenance,
  })
  .map(({ span: between, ...rest }) => ({ ...between, ...rest, cause: null }));

const shift = fc
  .tuple(spanOf(50, 300), fc.array(spanOf(1, 30), { maxLength: 2 }))
  .map(([between, breaks]) => ({
    ...between,
    code: "S",
    name: "Shift",
    businessDate: "1970-01-01",
    breaks: breaks.map((pause, i) => ({ ...pause, name: `Break ${i}` })),
  }));

const run = fc
  .record({ span: openSpan, productId, orderNo: fc.constantFrom("O-1", null) })
  .map(({ span: between, ...rest }) => ({ ...between, ...rest }));

const count = fc
  .record({
    start: instant,
    length: fc.integer({ min: 0, max: 60 }),
    productId,
    total: fc.nat(50),
    reject: fc.nat(20),
    rework: fc.option(fc.nat(20), { nil: undefined }),
    provenance,
  })
  .map(({ length, rework, ...rest }) => ({
    ...rest,
    end: rest.start + length,
    ...(rework === undefined ? {} : { rework }),
  }));

const cycle = fc.record({
  productId: fc.constantFrom("A", "B"),
  validFrom: fc.integer({ min: -100, max: 400 }),
  cycleUs: fc.integer({ min: 1, max: 90_000 }),
  cavities: fc.integer({ min: 1, max: 12 }),
});

/** Both products have an ideal cycle from the first day on. */
const fromTheStart = ["A", "B"].map((product, i) => ({
  productId: product,
  validFrom: -1_000,
  cycleUs: 2_000 + i,
  cavities: 1 + 2 * i,
}));

const day: fc.Arbitrary<OeeInput> = fc.record({
  span: spanOf(50, 400),
  now: fc.oneof({ weight: 1, arbitrary: instant }, { weight: 4, arbitrary: fc.constant(800) }),
  intervals: numbered(interval, 5, 30),
  shifts: numbered(shift, 1, 3),
  runs: numbered(run, 0, 4),
  counts: fc.array(count, { maxLength: 20 }),
  cycles: fc.oneof(
    { weight: 1, arbitrary: fc.array(cycle, { maxLength: 4 }) },
    {
      weight: 4,
      arbitrary: fc.array(cycle, { maxLength: 4 }).map((rows) => [...fromTheStart, ...rows]),
    },
  ),
  reasonCategories: fc.constant(reasonsByCategory),
  policy: fc.record({
    minorStopMs: fc.integer({ min: 0, max: 60 }),
    minimumRunMs: fc.integer({ min: 0, max: 40 }),
    minorStops: fc.constantFrom("iso" as const, "six-big-losses" as const),
    minimumCoverage: fc.constant(0.9),
    targetOee: fc.constant(0.85),
  }),
});

const turned = <T>(items: readonly T[], by: number): T[] =>
  items.map((_, i) => items[(i + by) % items.length]!).toReversed();

test(`the classes fill the span to the millisecond, without gap or overlap (seed ${seed})`, () => {
  holdsFor((input) => {
    const spans = classifyTime(input);
    const edges = [input.span.start, ...spans.map((part) => part.end)];
    expect(spans.map((part) => part.start)).toEqual(edges.slice(0, -1));
    expect(edges.at(-1)).toBe(Math.max(input.span.start, Math.min(input.span.end, input.now)));
    expect(spans.every((part) => part.start < part.end)).toBe(true);
  });
});

test(`the order of the rows is of no account (seed ${seed})`, () => {
  holdsFor((input, [by = 1]) => {
    const shuffled = {
      ...input,
      intervals: turned(input.intervals, by),
      shifts: turned(input.shifts, by),
      runs: turned(input.runs, by),
      counts: turned(input.counts, by),
      cycles: turned(input.cycles, by),
    };
    expect(classifyTime(shuffled)).toEqual(classifyTime(input));
    expect(printSums(sumsOf(shuffled))).toEqual(printSums(sumsOf(input)));
  });
});

test(`splitting the span anywhere and adding gives the whole (seed ${seed})`, () => {
  holdsFor((input, points) => {
    const inside = points.filter((at) => at > input.span.start && at < input.span.end);
    const edges = [...new Set([input.span.start, ...inside, input.span.end])].toSorted(
      (a, b) => a - b,
    );
    const parts = edges
      .slice(1)
      .map((end, i) => sumsOf({ ...input, span: { start: edges[i]!, end } }));
    expect(printSums(rollUp(parts))).toEqual(printSums(sumsOf(input)));
  });
});

test(`no piece is lost: planned and unplanned together are all pieces of the time known (seed ${seed})`, () => {
  holdsFor((input) => {
    const all = sumsOf({ ...input, span: { start: 0, end: 1_000 }, now: 1_000 });
    const total = input.counts.reduce((sum, one) => sum + one.total, 0);
    expect(all.pieces.total + all.unplannedPieces.total).toBe(total);
  });
});

test(`both forms of OEE agree to 1e-9 (seed ${seed})`, () => {
  holdsFor((input) => {
    const { figures, oeeByFactors } = kpisOf(sumsOf(input), input.policy);
    if (oeeByFactors.value === null) return;
    const scale = Math.max(1, Math.abs(figures.oee.value!));
    expect(Math.abs(oeeByFactors.value - figures.oee.value!) / scale).toBeLessThan(1e-9);
  });
});

test(`the micro-stop switch never changes OEE, and NEE is never below it (seed ${seed})`, () => {
  holdsFor((input) => {
    const sums = sumsOf(input);
    const [iso, six] = (["iso", "six-big-losses"] as const).map((minorStops) =>
      kpisOf(sums, { ...input.policy, minorStops }),
    );
    expect(six!.figures.oee).toEqual(iso!.figures.oee);
    expect(six!.oeeByFactors.value === null).toBe(iso!.oeeByFactors.value === null);
    const { oee, nee } = iso!.figures;
    if (nee.value !== null && oee.value! >= 0)
      expect(nee.value).toBeGreaterThanOrEqual(oee.value! - 1e-12);
  });
});

test(`a proof balances and recomputes to the same digits from its JSON (seed ${seed})`, () => {
  holdsFor((input) => {
    const proof = proofOf(input, { calendar: "shift_pattern", idealCycle: "dated_standard" });
    expect(proof.balance.remainderMs).toBe(0);
    const { sums, kpis } = proof;
    expect(recompute(JSON.parse(JSON.stringify(proof)))).toEqual({ sums, kpis });
  });
});
