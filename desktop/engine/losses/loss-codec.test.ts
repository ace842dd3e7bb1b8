import { describe, expect, it } from "vitest";
import { LossTotals, packLosses, readLosses, type PackedLosses } from "./loss-codec.ts";

const losses: PackedLosses = {
  definitions: [3],
  parts: [
    {
      shift: 0,
      time: new Map([[7, { ms: 86_400_000, stops: 0 }]]),
      output: new Map(),
    },
    {
      shift: 300,
      time: new Map([
        [1, { ms: 0, stops: 1 }],
        [129, { ms: 10 ** 13, stops: 128 }],
      ]),
      output: new Map([
        [2, { total: -5, reject: 0, rework: null }],
        [4, { total: 2 ** 40, reject: 127, rework: 0 }],
      ]),
    },
  ],
};

const read = (...rows: Uint8Array[]): PackedLosses => {
  const totals = new LossTotals();
  for (const row of rows) readLosses(row, totals);
  return totals.losses;
};

describe("a packed row of losses", () => {
  it("reads back as it was written, zeros and corrections below zero too", () => {
    expect(read(packLosses(losses))).toEqual(losses);
  });

  it("is the same bytes for the same losses in any order", () => {
    const turned = {
      definitions: losses.definitions,
      parts: losses.parts.map((part) => ({ ...part, time: new Map([...part.time].reverse()) })),
    };
    expect(packLosses(turned)).toEqual(packLosses(losses));
  });

  it("adds up with others, shift by shift", () => {
    const twice = read(packLosses(losses), packLosses(losses));
    expect(twice.parts.map(({ shift }) => shift)).toEqual([0, 300]);
    expect(twice.parts[1]!.time.get(129)).toEqual({ ms: 2 * 10 ** 13, stops: 256 });
    expect(twice.parts[1]!.output.get(4)).toEqual({ total: 2 ** 41, reject: 254, rework: 0 });
  });

  it("that was cut off is an error, and nothing is made up", () => {
    const bytes = packLosses(losses);
    expect(() => read(bytes.subarray(0, bytes.length - 9))).toThrow(RangeError);
  });
});
