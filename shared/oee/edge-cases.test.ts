import { describe, expect, test } from "vitest";
import {
  cycleOf,
  emptyDay,
  goldenDay,
  made,
  minutes,
  runOf,
  shiftOf,
  shiftWith,
} from "./example-day.ts";
import { kpisOf } from "./kpis.ts";
import { sumsOf } from "./oee-sums.ts";
import { lineSums, rollUp } from "./roll-up.ts";
import type { OeeInput } from "./time-model.ts";

const kpisFor = (input: OeeInput) => kpisOf(sumsOf(input), input.policy);

const nothing = (reason: string) => ({ value: null, reason });

describe("PBT = 0", () => {
  const unplanned = { ...shiftWith([[480, "running"]]), shifts: [], counts: [made(10, 11, 7)] };

  test('every time figure is null with reason "not scheduled"', () => {
    const { figures, coverage } = kpisFor(unplanned);
    expect([
      figures.oee,
      figures.availability,
      figures.effectiveness,
      figures.teep,
      figures.throughputPerHour,
    ]).toEqual(Array.from({ length: 5 }, () => nothing("not_scheduled")));
    expect(coverage).toBeNull();
  });

  test("pieces made outside plan are unplanned output", () => {
    const sums = sumsOf(unplanned);
    expect([sums.pieces.total, sums.unplannedPieces.total]).toEqual([0, 7]);
    expect(kpisOf(sums, unplanned.policy).flags).toEqual(["unplanned_output"]);
  });

  test("it has zero weight in a roll-up", () => {
    const day = goldenDay();
    expect(kpisOf(rollUp([sumsOf(day), sumsOf(unplanned)]), day.policy).figures.oee).toEqual(
      kpisFor(day).figures.oee,
    );
  });
});

test('APT = 0 with PQ > 0: effectiveness null, flag "counts without run time"', () => {
  const { figures, flags } = kpisFor(shiftWith([[480, "stopped"]], { counts: [made(5, 6, 10)] }));
  expect(figures.effectiveness).toEqual(nothing("no_run_time"));
  expect(flags).toEqual(["counts_without_run_time"]);
});

test('PQ = 0: quality null, OEE 0, and it says "no output"', () => {
  const { figures, flags } = kpisFor(shiftWith([[480, "running"]]));
  expect([figures.quality, figures.qualityPieces]).toEqual([
    nothing("no_output"),
    nothing("no_output"),
  ]);
  expect([figures.oee, figures.effectiveness]).toEqual([{ value: 0 }, { value: 0 }]);
  expect(flags).toEqual(["no_output"]);
});

test("PRI missing: no effectiveness, no OEE; availability and piece quality still shown; the product listed", () => {
  const input = shiftWith([[480, "running"]], {
    counts: [made(0, 1, 10, 1), made(1, 2, 4, 0, "B"), made(2, 3, 6, 1, null)],
  });
  const { figures } = kpisFor(input);
  expect([figures.effectiveness, figures.oee, figures.quality]).toEqual(
    Array.from({ length: 3 }, () => nothing("no_ideal_cycle")),
  );
  expect([figures.availability, figures.qualityPieces]).toEqual([{ value: 1 }, { value: 0.9 }]);
  expect(sumsOf(input).missingIdeal).toEqual([
    { productId: null, total: 6, reject: 1 },
    { productId: "B", total: 4, reject: 0 },
  ]);
});

test("PRI missing: a cycle that is valid only later is no cycle", () => {
  const input = shiftWith([[480, "running"]], {
    counts: [made(0, 1, 10)],
    cycles: [cycleOf("A", 0.5, 1)],
  });
  expect(sumsOf(input).missingIdeal).toEqual([{ productId: "A", total: 10, reject: 0 }]);
});

test('E > 100 %: the value is kept and marked "check ideal cycle"', () => {
  const { figures, flags } = kpisFor(
    shiftWith(
      [
        [100, "running"],
        [380, "down"],
      ],
      { counts: [made(0, 100, 240)] },
    ),
  );
  expect(figures.effectiveness).toEqual({ value: 1.2 });
  expect(flags).toEqual(["check_ideal_cycle"]);
});

test("Several cavities: PRI per piece = cycle ÷ active cavities, dated", () => {
  const sums = sumsOf(
    shiftWith([[480, "running"]], {
      counts: [made(0, 1, 1), made(10, 11, 1)],
      cycles: [cycleOf("A", 1, 0, 3), cycleOf("A", 1, 10, 7)],
    }),
  );
  expect(sums.idealTotalUs).toEqual({ numerator: 200_000_000n, denominator: 7n }); // 1/3 + 1/7 min = 10/21 min
});

test("Line OEE: by the declared bottleneck, or the sum over units", () => {
  const machines = new Map([
    ["filler", sumsOf(goldenDay())],
    ["packer", sumsOf(shiftWith([[480, "down"]]))],
  ]);
  const { policy } = emptyDay;
  const oee = (rule: Parameters<typeof lineSums>[0]) =>
    kpisOf(lineSums(rule, machines)!, policy).figures.oee.value;
  expect(oee({ by: "bottleneck", machineId: "filler" })?.toFixed(4)).toBe("0.6333");
  expect(oee({ by: "all_machines" })?.toFixed(4)).toBe((285 / 930).toFixed(4));
  expect(lineSums({ by: "bottleneck", machineId: "gone" }, machines)).toBeUndefined();
});

describe("Rework in quality: first-time good only", () => {
  test("scrap and rework both lower quality; without a record of rework every reject is scrap", () => {
    const recorded = shiftWith([[480, "running"]], {
      counts: [{ ...made(0, 480, 100, 10), rework: 4 }],
    });
    const silent = shiftWith([[480, "running"]], { counts: [made(0, 480, 100, 10)] });
    const of = (input: OeeInput) => {
      const { quality, scrapRatio, reworkRatio } = kpisFor(input).figures;
      return [quality, scrapRatio, reworkRatio];
    };
    expect(of(recorded)).toEqual([{ value: 0.9 }, { value: 0.06 }, { value: 0.04 }]);
    expect(of(silent)).toEqual([{ value: 0.9 }, { value: 0.1 }, nothing("not_recorded")]);
  });

  test("more rejects than pieces is flagged and kept", () => {
    const { figures, flags } = kpisFor(
      shiftWith([[480, "running"]], { counts: [made(0, 1, 1, 3)] }),
    );
    expect([figures.qualityPieces, flags]).toEqual([{ value: -2 }, ["rejects_exceed_output"]]);
  });
});

describe("Scrap found later", () => {
  const worked = shiftWith([[960, "running"]], {
    shifts: [shiftOf(0, 480), shiftOf(480, 960)],
    runs: [runOf(0, 960)],
    counts: [made(0, 60, 120), made(480, 540, 120)],
  });
  const qualityOf = (input: OeeInput) => kpisFor(input).figures.qualityPieces;
  const next = { span: minutes(480, 960) };

  test("belongs to the time the piece was made in, when that is known", () => {
    const found = { ...worked, counts: [...worked.counts, made(30, 31, 0, 12)] };
    expect(qualityOf(found)).toEqual({ value: 0.9 });
    expect(qualityOf({ ...found, ...next })).toEqual({ value: 1 });
  });

  test("else to when it was found, flagged where it is more than was made then", () => {
    const found = { ...worked, counts: [made(0, 60, 120), made(500, 501, 3, 12)] };
    expect(qualityOf(found)).toEqual({ value: 1 });
    expect(kpisFor({ ...found, ...next }).flags).toEqual(["rejects_exceed_output"]);
  });
});
