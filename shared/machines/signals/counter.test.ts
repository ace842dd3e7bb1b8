import { describe, expect, test } from "vitest";
import { counterRule, type CounterRule } from "../signal-rules.ts";
import {
  holdLimitMs,
  loseSight,
  readCounter,
  settleHold,
  type CounterMemory,
  type CounterOutcome,
} from "./counter.ts";
import { judgeStep } from "./counter-step.ts";

const rule = (more: Partial<CounterRule> = {}): CounterRule =>
  counterRule.parse({ tag: "count", ...more });

type Step =
  | readonly [at: number, raw: number | bigint]
  | ((memory: CounterMemory) => CounterOutcome);

/** Readings `[at, raw]` one after the other; a function may settle or lose sight in between. */
function count(counter: CounterRule, steps: readonly Step[]) {
  const start: {
    memory: CounterMemory | undefined;
    deltas: CounterOutcome["deltas"][number][];
    codes: string[];
  } = {
    memory: undefined,
    deltas: [],
    codes: [],
  };
  return steps.reduce((told, step) => {
    if (typeof step === "function" && told.memory === undefined)
      throw new Error("needs a reading first");
    const outcome =
      typeof step === "function"
        ? step(told.memory as CounterMemory)
        : readCounter(counter, told.memory, BigInt(step[1]), step[0]);
    return {
      memory: outcome.memory,
      deltas: [...told.deltas, ...outcome.deltas],
      codes: [...told.codes, ...outcome.notes.map(({ code }) => code)],
    };
  }, start);
}

const measured = (from: number, to: number, pieces: number, suspect: string | null = null) => ({
  from,
  to,
  pieces,
  provenance: "measured",
  suspect,
});
const reconstructed = (
  from: number,
  to: number,
  pieces: number,
  suspect: string | null = null,
) => ({
  from,
  to,
  pieces,
  provenance: "reconstructed",
  suspect,
});
const waitOut = (counter: CounterRule, from: number) => (memory: CounterMemory) =>
  settleHold(counter, memory, from + holdLimitMs);

describe("difference", () => {
  test("the first reading ever gives no pieces", () => {
    expect(count(rule(), [[0, 5_000]]).deltas).toEqual([]);
  });

  test("counts lie between the reading before and this one, unchanged readings move the start", () => {
    const { deltas } = count(rule(), [
      [0, 10],
      [1_000, 12],
      [5_000, 12],
      [6_000, 13],
    ]);
    expect(deltas).toEqual([measured(0, 1_000, 2), measured(5_000, 6_000, 1)]);
  });

  test("a counter of cycles gives its cavities", () => {
    expect(
      count(rule({ piecesPerCount: 8 }), [
        [0, 1],
        [1_000, 3],
      ]).deltas,
    ).toEqual([measured(0, 1_000, 16)]);
  });

  test("two readings of one instant never make an empty span", () => {
    expect(
      count(rule(), [
        [1_000, 1],
        [1_000, 2],
      ]).deltas,
    ).toEqual([measured(999, 1_000, 1)]);
  });

  test("UInt64 differences are exact beyond 2^53", () => {
    const { deltas } = count(rule(), [
      [0, 18_446_744_073_709_551_600n],
      [1_000, 18_446_744_073_709_551_613n],
    ]);
    expect(deltas).toEqual([measured(0, 1_000, 13)]);
  });

  test("a difference that is no safe integer of pieces is suspect, never wrong digits", () => {
    const { deltas } = count(rule({ piecesPerCount: 4 }), [
      [0, 0],
      [1_000, 2n ** 52n],
      [2_000, 2n ** 52n + 1n],
    ]);
    expect(deltas).toEqual([
      measured(0, 1_000, Number.MAX_SAFE_INTEGER, "too_large"),
      measured(1_000, 2_000, 4),
    ]);
  });
});

describe("Rollover (modulus M declared)", () => {
  test.each([
    ["UInt16 65535 → 0", 65_536, 65_535, 0, 1],
    ["UInt16 65530 → 4", 65_536, 65_530, 4, 10],
    ["UInt32 4294967295 → 0", 4_294_967_296, 4_294_967_295, 0, 1],
    ["signed 32 bit 2147483647 → -2147483648", 4_294_967_296, 2_147_483_647, -2_147_483_648, 1],
  ])("%s", (_, modulus, from, to, pieces) => {
    for (const counter of [rule({ modulus }), rule({ modulus, maxPerMinute: 600 })]) {
      const told = count(counter, [
        [0, from],
        [1_000, to],
      ]);
      expect(told.deltas).toEqual([measured(0, 1_000, pieces)]);
      expect(told.codes).toEqual(["counter_wrapped"]);
    }
  });

  test("the largest modulus that can be declared wraps exactly", () => {
    expect(
      judgeStep({ ...rule(), modulus: 2 ** 53 }, 2n ** 53n - 1n, 2n, {
        elapsedMs: 1_000,
        restarted: false,
      }),
    ).toEqual({ kind: "counted", how: "wrap", counts: 3n });
  });

  test("accepted up to max rate × elapsed × 1.5, else suspect", () => {
    const counter = rule({ modulus: 65_536, maxPerMinute: 60 });
    // One minute at 60/min allows 90.
    expect(
      count(counter, [
        [0, 65_530],
        [60_000, 84],
      ]).deltas,
    ).toEqual([measured(0, 60_000, 90)]);
    const beyond = count(counter, [
      [0, 65_530],
      [60_000, 85],
      [61_000, 86],
    ]);
    expect(beyond.deltas).toEqual([measured(0, 60_000, 85, "fell"), measured(60_000, 61_000, 1)]);
  });

  test("without a declared rate only a step near the maximum is a wrap (8 → 0 is none)", () => {
    const far = count(rule({ modulus: 65_536 }), [
      [0, 8],
      [1_000, 0],
      waitOut(rule({ modulus: 65_536 }), 1_000),
    ]);
    expect(far.deltas).toEqual([]);
    expect(far.codes).toEqual(["counter_suspect"]);
  });

  test("a gap in which the counter may have wrapped twice is told", () => {
    const counter = rule({ modulus: 100, maxPerMinute: 60 });
    const lose = (memory: CounterMemory) => loseSight(counter, memory, 1_000, false);
    expect(count(counter, [[0, 10], lose, [120_000, 20]]).codes).toEqual(["wrap_ambiguous"]);
    expect(count(counter, [[0, 10], lose, [30_000, 20]]).codes).toEqual([]);
  });
});

describe("Counter reset (value falls, no modulus)", () => {
  test("confirmed by a restart of the PLC: the new value counts at once", () => {
    const lose = (memory: CounterMemory) => loseSight(rule(), memory, 2_000, true);
    const told = count(rule(), [[0, 1_000], lose, [9_000, 3], [10_000, 4]]);
    expect(told.deltas).toEqual([reconstructed(2_000, 9_000, 3), measured(9_000, 10_000, 1)]);
    expect(told.codes).toEqual(["counter_reset"]);
  });

  test("not confirmed: held as suspect, later counts count", () => {
    const told = count(rule(), [
      [0, 1_000],
      [1_000, 3],
      [2_000, 4],
      [3_000, 5],
    ]);
    expect(told.deltas).toEqual([
      measured(0, 1_000, 3, "fell"),
      measured(1_000, 2_000, 1),
      measured(2_000, 3_000, 1),
    ]);
    expect(told.codes).toEqual(["counter_suspect"]);
  });

  test("accept: the reject counter that starts again every hour", () => {
    const counter = rule({ reset: "accept" });
    const told = count(counter, [
      [0, 6],
      [1_000, 7],
      [3_600_000, 0],
      [3_700_000, 1],
      [7_200_000, 2],
      [7_201_000, 0],
      [7_202_000, 1],
    ]);
    expect(told.deltas.map(({ pieces }) => pieces)).toEqual([1, 1, 1, 1]);
    expect(told.deltas.every(({ suspect }) => suspect === null)).toBe(true);
    expect(told.codes).toEqual(["counter_reset", "counter_reset"]);
  });

  test("accept: pieces counted before the first reading after the reset count once the value stays", () => {
    const counter = rule({ reset: "accept" });
    expect(
      count(counter, [
        [0, 500],
        [1_000, 2],
        [2_000, 3],
      ]).deltas,
    ).toEqual([measured(0, 1_000, 2), measured(1_000, 2_000, 1)]);
    expect(count(counter, [[0, 500], [1_000, 2], waitOut(counter, 1_000)]).deltas).toEqual([
      measured(0, 1_000, 2),
    ]);
  });

  test("accept does not believe more than the declared rate allows", () => {
    const counter = rule({ reset: "accept", maxPerMinute: 60 });
    expect(
      count(counter, [
        [0, 1_000],
        [1_000, 800],
        [2_000, 801],
      ]).deltas,
    ).toEqual([measured(0, 1_000, 800, "too_fast"), measured(1_000, 2_000, 1)]);
  });

  test("never: suspect even after a restart of the PLC", () => {
    const counter = rule({ reset: "never" });
    const lose = (memory: CounterMemory) => loseSight(counter, memory, 500, true);
    expect(count(counter, [[0, 1_000], lose, [1_000, 3], [2_000, 4]]).deltas).toEqual([
      reconstructed(500, 1_000, 3, "fell"),
      measured(1_000, 2_000, 1),
    ]);
  });

  test("a reset to 0 is worth no piece and asks nobody to decide", () => {
    const told = count(rule(), [
      [0, 8],
      [1_000, 0],
      [2_000, 1],
    ]);
    expect(told.deltas).toEqual([measured(1_000, 2_000, 1)]);
    expect(told.codes).toEqual(["counter_suspect"]);
  });

  test("a negative value without a modulus counts nothing", () => {
    expect(
      count(rule({ reset: "accept" }), [
        [0, 8],
        [1_000, -4],
        [2_000, -3],
      ]).deltas,
    ).toEqual([measured(1_000, 2_000, 1)]);
  });
});

describe("Backward jitter", () => {
  const counter = rule({ jitter: 2 });

  test("a fall within the tolerance that returns is ignored", () => {
    const told = count(counter, [
      [0, 100],
      [1_000, 99],
      [2_000, 98],
      [3_000, 100],
      [4_000, 101],
    ]);
    expect(told.deltas).toEqual([measured(3_000, 4_000, 1)]);
    expect(told.codes).toEqual([]);
  });

  test("also across a wrap", () => {
    const wrapping = rule({ jitter: 2, modulus: 65_536 });
    expect(
      count(wrapping, [
        [0, 0],
        [1_000, 65_535],
        [2_000, 1],
      ]).deltas,
    ).toEqual([measured(0, 2_000, 1)]);
  });

  test("what does not return is a correction and waits for a decision", () => {
    expect(count(counter, [[0, 100], [1_000, 98], waitOut(counter, 1_000)]).deltas).toEqual([
      measured(0, 1_000, -2, "correction"),
    ]);
    expect(
      count(counter, [
        [0, 100],
        [1_000, 98],
        [8_000, 99],
        [11_000, 99],
        [12_000, 100],
      ]).deltas,
    ).toEqual([measured(0, 1_000, -1, "correction"), measured(1_000, 12_000, 1)]);
  });

  test("a larger fall is no jitter", () => {
    expect(
      count(counter, [
        [0, 100],
        [1_000, 97],
        [2_000, 98],
      ]).deltas[0],
    ).toEqual(measured(0, 1_000, 97, "fell"));
  });
});

describe("Manual counter edit on the HMI", () => {
  const counter = rule({ maxPerMinute: 60 });

  test("a jump up is suspect and later counts count from there", () => {
    const told = count(counter, [
      [0, 100],
      [1_000, 5_100],
      [2_000, 5_101],
    ]);
    expect(told.deltas).toEqual([measured(0, 1_000, 5_000, "too_fast"), measured(1_000, 2_000, 1)]);
    expect(told.codes).toEqual(["counter_suspect"]);
  });

  test("waits for a decision even when nothing follows", () => {
    const told = count(counter, [[0, 100], [1_000, 5_100], waitOut(counter, 1_000)]);
    expect(told.deltas).toEqual([measured(0, 1_000, 5_000, "too_fast")]);
  });

  test("not before its limit", () => {
    const early = (memory: CounterMemory) => settleHold(counter, memory, 1_000 + holdLimitMs - 1);
    expect(count(counter, [[0, 100], [1_000, 5_100], early]).deltas).toEqual([]);
  });

  test("two readings close together are not too fast for a slow counter", () => {
    expect(
      count(counter, [
        [0, 1],
        [300, 2],
        [600, 3],
      ]).deltas.every(({ suspect }) => suspect === null),
    ).toBe(true);
  });
});

describe("torn reads (32-bit counter in two words)", () => {
  test.each([
    ["up by 65536", 131_071, 196_607, 131_073],
    ["down by 65536", 131_071, 65_536, 131_073],
    ["to zero", 65_535, 0, 65_537],
  ])("a value that jumps %s and returns is ignored", (_, before, torn, after) => {
    for (const counter of [rule(), rule({ reset: "accept" }), rule({ maxPerMinute: 600 })]) {
      const told = count(counter, [
        [0, before],
        [1_000, torn],
        [2_000, after],
      ]);
      expect(told.deltas).toEqual([measured(0, 2_000, 2)]);
      expect(told.codes).toEqual(["counter_returned"]);
    }
  });

  test("a jump by one word that stays is suspect", () => {
    expect(
      count(rule(), [
        [0, 10],
        [1_000, 65_546],
        [2_000, 65_547],
      ]).deltas,
    ).toEqual([measured(0, 1_000, 65_536, "torn"), measured(1_000, 2_000, 1)]);
  });
});

describe("App or PC was off", () => {
  test("the first reading after is real pieces of unknown times: reconstructed over the gap", () => {
    const lose = (memory: CounterMemory) => loseSight(rule(), memory, 60_000, false);
    const told = count(rule(), [[0, 100], [10_000, 101], lose, [600_000, 140], [601_000, 141]]);
    expect(told.deltas).toEqual([
      measured(0, 10_000, 1),
      reconstructed(60_000, 600_000, 39),
      measured(600_000, 601_000, 1),
    ]);
  });

  test("a doubtful reading is settled before the gap, a small step back forgotten", () => {
    const counter = rule({ jitter: 2 });
    const lose = (memory: CounterMemory) => loseSight(counter, memory, 2_000, false);
    expect(count(counter, [[0, 100], [1_000, 7], lose, [9_000, 9]]).deltas).toEqual([
      measured(0, 1_000, 7, "fell"),
      reconstructed(2_000, 9_000, 2),
    ]);
    expect(count(counter, [[0, 100], [1_000, 99], lose, [9_000, 103]]).deltas).toEqual([
      reconstructed(2_000, 9_000, 3),
    ]);
  });
});
