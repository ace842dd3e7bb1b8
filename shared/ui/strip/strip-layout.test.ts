import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { machineStates, type MachineState } from "#shared/machines/machine-state.ts";
import {
  layoutStrip,
  spanAt,
  stateTotals,
  stripSignature,
  type StripSpan,
} from "./strip-layout.ts";
import { severityRank } from "./state-severity.ts";

const span = (
  start: number,
  end: number,
  state: MachineState,
  provenance: StripSpan["provenance"] = "measured",
) => ({ start, end, state, provenance, cause: null }) satisfies StripSpan;
const view = { start: 0, end: 1_000 };
const drawn = (spans: StripSpan[], columns: number, knownUntil = view.end) =>
  layoutStrip(spans, view, columns, knownUntil).map(({ x, width, state }) => [x, width, state]);

describe("layout of a state strip", () => {
  test("spans become blocks of whole columns", () => {
    expect(drawn([span(0, 500, "running"), span(500, 1_000, "idle")], 10)).toEqual([
      [0, 5, "running"],
      [5, 5, "idle"],
    ]);
  });

  test("a stop shorter than a column keeps a column of its own", () => {
    expect(
      drawn([span(0, 511, "running"), span(511, 513, "stopped"), span(513, 1_000, "running")], 10),
    ).toEqual([
      [0, 5, "running"],
      [5, 1, "stopped"],
      [6, 4, "running"],
    ]);
  });

  test("where several short spans share a column the worst is shown", () => {
    const blocks = drawn(
      [
        span(0, 510, "running"),
        span(510, 520, "stopped"),
        span(520, 530, "running"),
        span(530, 540, "down"),
        span(540, 1_000, "running"),
      ],
      10,
    );
    expect(blocks).toContainEqual([5, 1, "down"]);
  });

  test("a short run does not hide the stop around it", () => {
    expect(
      drawn([span(0, 511, "down"), span(511, 513, "running"), span(513, 1_000, "down")], 10),
    ).toEqual([[0, 10, "down"]]);
  });

  test("uncovered past is unknown, the future is empty", () => {
    expect(drawn([span(300, 600, "running")], 10, 600)).toEqual([
      [0, 3, "unknown"],
      [3, 3, "running"],
    ]);
  });

  test("spans are clipped to the view", () => {
    expect(drawn([span(-5_000, 5_000, "setup")], 4)).toEqual([[0, 4, "setup"]]);
  });

  test("a change of provenance starts a new block", () => {
    expect(
      drawn([span(0, 500, "running"), span(500, 1_000, "running", "reconstructed")], 10),
    ).toHaveLength(2);
  });

  test("nothing to draw on has no blocks", () => {
    expect(layoutStrip([span(0, 10, "down")], view, 0, 1_000)).toEqual([]);
    expect(layoutStrip([span(0, 10, "down")], { start: 5, end: 5 }, 10, 1_000)).toEqual([]);
  });

  test("the worst state of any history is always somewhere on the strip", () => {
    const history = fc.array(
      fc.tuple(fc.integer({ min: 1, max: 400 }), fc.constantFrom(...machineStates)),
      {
        minLength: 1,
        maxLength: 80,
      },
    );
    fc.assert(
      fc.property(history, fc.integer({ min: 1, max: 60 }), (parts, columns) => {
        let at = 0;
        const spans = parts.map(([length, state]) => span(at, (at += length), state));
        const blocks = layoutStrip(spans, { start: 0, end: at }, columns, at);
        const worst = Math.min(...spans.map(({ state }) => severityRank(state)));
        expect(Math.min(...blocks.map(({ state }) => severityRank(state)))).toBe(worst);
        expect(blocks.reduce((sum, { width }) => sum + width, 0)).toBe(columns);
      }),
      { seed: 20_261_122 },
    );
  });
});

describe("totals and hits", () => {
  test("totals add up to the known view, uncovered time is unknown", () => {
    expect(stateTotals([span(100, 300, "running"), span(300, 400, "down")], view, 500)).toEqual([
      { state: "down", ms: 100 },
      { state: "unknown", ms: 200 },
      { state: "running", ms: 200 },
    ]);
  });

  test("the signature follows what is seen, not the moving ends", () => {
    const spans = [span(0, 10, "running"), span(10, 20, "down")];
    const signature = stripSignature(spans);
    expect(stripSignature([span(3, 10, "running"), span(10, 25, "down")])).toBe(signature);
    expect(stripSignature([span(0, 10, "running"), span(10, 20, "idle")])).not.toBe(signature);
    expect(stripSignature([span(0, 11, "running"), span(11, 20, "down")])).not.toBe(signature);
    expect(stripSignature([...spans, span(20, 30, "running")])).not.toBe(signature);
  });

  test("an edge belongs to the span it starts", () => {
    const spans = [span(0, 10, "running"), span(10, 20, "down")];
    expect(spanAt(spans, 10)?.state).toBe("down");
    expect(spanAt(spans, 20)).toBeUndefined();
  });
});
