import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ByteWriter } from "./byte-writer.ts";
import { decodeChunk, encodeChunk } from "./chunk-codec.ts";
import { writeNumbers } from "./number-column.ts";
import { packSamples, sampleAt, type StoredSample } from "./sample-columns.ts";

const seed = 20_260_302;

const instant = fc.integer({ min: 1_700_000_000_000, max: 1_900_000_000_000 });
const value = fc.oneof(
  fc.integer({ min: -70_000, max: 70_000 }),
  fc.double(),
  fc.constantFrom(0, -0, NaN, Infinity, -Infinity, Number.MAX_SAFE_INTEGER),
  fc.boolean(),
  fc.string(),
  fc.constant(null),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 64n }),
);
const sample = fc.record({
  tag: fc.integer({ min: 1, max: 400_000 }),
  value,
  status: fc.constantFrom(0, 0x40900000, 0x80000000, 0x808c0000, 0x480),
  sourceTime: fc.option(fc.oneof(instant, fc.double({ min: 0, max: 2e12, noNaN: true }))),
  serverTime: fc.option(instant),
  receivedTime: instant,
  isBackRead: fc.constantFrom(true as const, undefined),
});

const encoded = (samples: readonly (StoredSample & { readonly tag: number })[]) =>
  encodeChunk(packSamples(samples), new ByteWriter());

const back = (bytes: Uint8Array): (StoredSample & { tag: number })[] => {
  const columns = decodeChunk(bytes);
  return Array.from({ length: columns.count }, (_, i) => ({
    tag: columns.tag[i]!,
    ...sampleAt(
      columns,
      i,
      columns.odd.find(({ index }) => index === i),
    ),
  }));
};

describe("sample chunks", () => {
  it(`give back every sample as it came, whatever its value (seed ${seed})`, () => {
    fc.assert(
      fc.property(fc.array(sample, { maxLength: 60 }), (samples) => {
        expect(back(encoded(samples))).toEqual(samples);
      }),
      { seed, numRuns: 300 },
    );
  });

  it("give back long runs, wide reaches and a negative zero among zeros", () => {
    const at = 1_772_427_600_000;
    const of = (tag: number, i: number, number: number) => ({
      tag,
      value: number,
      status: i % 500 === 0 ? 0x80000000 : 0,
      sourceTime: i % 7 === 0 ? null : at + i,
      serverTime: null,
      receivedTime: at + i * 20,
    });
    const samples = Array.from({ length: 3_000 }, (_, i) =>
      of(i % 2 === 0 ? 1 : 70_000, i, i === 1_500 ? -0 : i % 900 === 0 ? 5e9 : 0),
    );
    expect(back(encoded(samples))).toEqual(samples);
  });

  it("take about ten bytes a sample for counters read ten times a second", () => {
    const samples = Array.from({ length: 25_000 }, (_, i) => ({
      tag: i % 10_000,
      value: 4_000_000 + i,
      status: 0,
      sourceTime: 1_772_427_600_000 + Math.floor(i / 100),
      serverTime: 1_772_427_600_000 + Math.floor(i / 100),
      receivedTime: 1_772_427_600_250,
    }));
    expect(encoded(samples).length / samples.length).toBeLessThan(10);
  });

  it("keep counters and measurements of tags in turn in six bytes or so, to the last bit", () => {
    const samples = Array.from({ length: 6_000 }, (_, i) => ({
      tag: 1 + (i % 2_000),
      value: i % 1_500 === 7 ? -0 : i % 2 === 0 ? (i % 5 === 0 ? -i : 2 ** 31 - 1 - i) : i / 7,
      status: 0,
      sourceTime: 1_772_427_600_000 + Math.floor(i / 2_000) * 100,
      serverTime: 1_772_427_600_000 + Math.floor(i / 2_000) * 100,
      receivedTime: 1_772_427_600_250,
    }));
    const bytes = encoded(samples);
    expect(bytes.length / samples.length).toBeLessThan(6.5);
    expect(back(bytes)).toEqual(samples);
  });

  it("are read as the layout before wrote them", () => {
    const out = new ByteWriter();
    out.byte(2);
    out.word(2);
    writeNumbers(out, Uint32Array.of(7, 8));
    for (const column of [
      [1.5, 3],
      [0, 0],
      [5, 6],
      [5, 7],
      [9, 9],
    ])
      writeNumbers(out, Float64Array.from(column));
    out.text("[[1,true]]");
    out.word(1);
    out.array(Uint32Array.of(0));
    const times = { status: 0, receivedTime: 9 };
    expect(back(out.written())).toEqual([
      { tag: 7, value: 1.5, sourceTime: 5, serverTime: 5, ...times, isBackRead: true },
      { tag: 8, value: true, sourceTime: 6, serverTime: 7, ...times },
    ]);
  });

  it("refuse bytes that are cut off or of another layout", () => {
    const bytes = encoded([
      { tag: 1, value: 1, status: 0, sourceTime: 5, serverTime: 5, receivedTime: 5 },
    ]);
    expect(() => decodeChunk(bytes.subarray(0, bytes.length - 3))).toThrow(RangeError);
    expect(() => decodeChunk(Uint8Array.of(9, ...bytes.subarray(1)))).toThrow(/layout 9/);
  });
});
