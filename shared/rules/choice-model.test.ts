import { describe, expect, test } from "vitest";
import { calibrate } from "./calibrate.ts";
import type { Choice } from "./choice-features.ts";
import { ChoiceModel, train } from "./choice-model.ts";
import { suggestReasons } from "./suggest-reasons.ts";

const minute = 60_000;

/** A repeatable generator (mulberry32), so that a failing seed is a test. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const choice = (reasonId: string, more: Partial<Choice> = {}): Choice => ({
  at: 0,
  reasonId,
  machineId: "FILL-1",
  cause: null,
  productId: null,
  elapsedMs: 5 * minute,
  sinceChangeoverMs: null,
  previousReasonId: null,
  ...more,
});

/** Five machines with habits, and people who tell something else one time in twelve. */
function history(seed: number, count: number): Choice[] {
  const random = randomFrom(seed);
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)]!;
  const reasons = ["jam", "film", "material", "adjust", "clean", "mechanical"];
  let previousReasonId: string | null = null;
  return Array.from({ length: count }, (_, i) => {
    const machineId = pick(["M1", "M2", "M3", "M4", "M5"]);
    const cause = pick(["Label jam", "Film end", "Starved", null, "E-17"]);
    const sinceChangeoverMs = random() * 480 * minute;
    const elapsedMs = random() ** 3 * 120 * minute;
    const habit =
      cause === "Label jam"
        ? machineId === "M3"
          ? "mechanical"
          : "jam"
        : cause === "Film end"
          ? "film"
          : cause === "Starved"
            ? "material"
            : sinceChangeoverMs < 15 * minute
              ? "adjust"
              : elapsedMs > 60 * minute
                ? "mechanical"
                : "clean";
    const reasonId = random() < 1 / 12 ? pick(reasons) : habit;
    const made = choice(reasonId, {
      at: i,
      machineId,
      cause,
      sinceChangeoverMs,
      elapsedMs,
      previousReasonId,
    });
    previousReasonId = reasonId;
    return made;
  });
}

const all = () => true;

describe("a suggestion", () => {
  test.each([1, 7, 42])("is right on a plant with habits, seed %i", (seed) => {
    const choices = history(seed, 1_500);
    const trained = train(choices.slice(0, 1_000));
    const later = choices.slice(1_000);
    const suggested = later.map((one) => ({ one, buttons: suggestReasons(trained, one, all) }));
    const first = suggested.filter(({ one, buttons }) => buttons[0]!.reasonId === one.reasonId);
    const anyOf = suggested.filter(({ one, buttons }) =>
      buttons.some(({ reasonId }) => reasonId === one.reasonId),
    );
    // People follow their habit in 93 % of cases; nobody can foresee the rest.
    expect(first.length / later.length).toBeGreaterThan(0.85);
    expect(anyOf.length / later.length).toBeGreaterThan(0.9);

    const claimed = suggested.reduce((sum, { buttons }) => sum + buttons[0]!.confidence, 0);
    expect(Math.abs(claimed - first.length) / later.length).toBeLessThan(0.05);
  });

  test("is explained by numbers that stand in the history", () => {
    const choices = [
      ...Array.from({ length: 7 }, () => choice("jam", { cause: "Label jam" })),
      ...Array.from({ length: 2 }, () => choice("clean", { cause: "Label jam" })),
      ...Array.from({ length: 20 }, () =>
        choice("clean", { machineId: "PACK-1", cause: "Film end" }),
      ),
    ];
    const [best] = suggestReasons(train(choices), choice("?", { cause: "Label jam" }), all);
    expect(best).toMatchObject({
      reasonId: "jam",
      evidence: [{ feature: "signature", value: "Label jam", hits: 7, of: 9 }, expect.anything()],
    });
  });

  test("backs off to what other machines mean by the same words", () => {
    const others = Array.from({ length: 12 }, () =>
      choice("film", { machineId: "PACK-1", cause: "Film end" }),
    );
    const own = Array.from({ length: 12 }, () => choice("jam", { cause: "Label jam" }));
    const model = new ChoiceModel([...others, ...own]);
    const [best] = model.rank(choice("?", { machineId: "PACK-2", cause: "Film end" }));
    expect(best!.reasonId).toBe("film");
    expect(best!.probability).toBeGreaterThan(0.7);
  });

  test("names nothing that may not be chosen, and promises little where little was seen", () => {
    const choices = [choice("jam", { cause: "Label jam" }), choice("jam", { cause: "Label jam" })];
    const trained = train(choices);
    expect(suggestReasons(trained, choices[0]!, (id) => id !== "jam")).toEqual([]);
    expect(suggestReasons(trained, choices[0]!, all)[0]!.confidence).toBeLessThanOrEqual(0.5);
    expect(suggestReasons(train([]), choices[0]!, all)).toEqual([]);
  });

  test("does not ask how long a stop lasts that still stands", () => {
    const choices = [
      ...Array.from({ length: 10 }, () => choice("long", { elapsedMs: 300 * minute })),
      ...Array.from({ length: 10 }, () => choice("short", { elapsedMs: minute })),
    ];
    const [one, two] = new ChoiceModel(choices).rank(choice("?", { elapsedMs: null }));
    expect(one!.probability).toBeCloseTo(two!.probability);
  });
});

describe("a calibration", () => {
  test("says how often claims came true, and never less for a surer one", () => {
    const random = randomFrom(5);
    const trials = Array.from({ length: 600 }, () => {
      const claimed = random();
      return { claimed, isRight: random() < claimed * 0.6 };
    });
    const sure = calibrate(trials);
    expect(Math.abs(sure(0.9) - 0.54)).toBeLessThan(0.1);
    const claims = Array.from({ length: 50 }, (_, i) => sure((i + 1) / 50));
    for (const [i, claim] of claims.entries())
      if (i > 0) expect(claim).toBeGreaterThanOrEqual(claims[i - 1]! - 1e-12);
  });

  test("from few trials promises no more than they showed", () => {
    expect(calibrate([])(0.99)).toBe(0.5);
    expect(calibrate([{ claimed: 0.9, isRight: true }])(0.3)).toBe(0.3);
  });
});
