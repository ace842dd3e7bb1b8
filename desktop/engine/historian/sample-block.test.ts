import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { TagValue } from "#shared/machines/sample.ts";
import { ByteWriter } from "./byte-writer.ts";
import { BlockEncoder, blockSampleAt, decodeBlock, type BlockHeader } from "./sample-block.ts";
import { sampleTime, type StoredSample } from "./sample-columns.ts";
import { markOf, numberFor } from "./sample-rows.ts";

const seed = 20_261_122;
const start = 1_772_427_600_000;

const value: fc.Arbitrary<TagValue> = fc.oneof(
  fc.integer({ min: -70_000, max: 70_000 }),
  fc.double(),
  fc.float(),
  fc.constantFrom(0, -0, NaN, Infinity, -Infinity, Number.MAX_SAFE_INTEGER),
  fc.boolean(),
  fc.string(),
  fc.constant(null),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 64n }),
);
const instant = fc.integer({ min: start, max: start + 900_000 });
const sample: fc.Arbitrary<StoredSample> = fc
  .record({
    value,
    status: fc.constantFrom(0, 0x40900000, 0x80000000, 0x808c0000, 0x480, 0xffffffff),
    sourceTime: fc.option(fc.oneof(instant, fc.double({ min: 0, max: 2e12, noNaN: true }))),
    serverTime: fc.option(instant),
    receivedTime: instant,
    isBackRead: fc.boolean(),
  })
  .map(({ isBackRead, ...rest }): StoredSample =>
    isBackRead ? { ...rest, isBackRead: true } : rest,
  );

const timeOf = ({ sourceTime, receivedTime, isBackRead }: StoredSample): number =>
  sampleTime(sourceTime ?? Number.NaN, receivedTime, isBackRead === true);

function encoded(samples: readonly StoredSample[]): { header: BlockHeader; bytes: Uint8Array } {
  const encoder = new BlockEncoder(new ByteWriter());
  const texts: string[] = [];
  const columns = encoder.columns(samples.length);
  samples.forEach((one, i) => {
    const { kind, number } = numberFor(one.value, texts);
    columns.value[i] = number;
    columns.mark[i] = markOf(one.status, kind, one.isBackRead ?? false);
    columns.source[i] = one.sourceTime ?? Number.NaN;
    columns.server[i] = one.serverTime ?? Number.NaN;
    columns.received[i] = one.receivedTime;
  });
  return encoder.encode(samples.length, texts);
}

const back = (samples: readonly StoredSample[]): StoredSample[] => {
  const columns = decodeBlock(encoded(samples).bytes, samples.length);
  return samples.map((_, i) => {
    const { at, ...rest } = blockSampleAt(columns, i);
    expect(at).toBe(timeOf(rest));
    return rest;
  });
};

const every = (count: number, of: (i: number) => Partial<StoredSample>): StoredSample[] =>
  Array.from({ length: count }, (_, i) => ({
    value: 0,
    status: 0,
    sourceTime: start + i * 100,
    serverTime: start + i * 100,
    receivedTime: start + Math.ceil((i + 1) / 5) * 500 + 12,
    ...of(i),
  }));

describe("a block of samples of one tag", () => {
  it(`gives back every sample as it came, in order of time (seed ${seed})`, () => {
    fc.assert(
      fc.property(fc.array(sample, { minLength: 1, maxLength: 60 }), (samples) => {
        const ordered = samples
          .map((one, i) => ({ one, i, at: timeOf(one) }))
          .sort((a, b) => a.at - b.at || a.i - b.i)
          .map(({ one }) => one);
        expect(back(samples)).toEqual(ordered);
      }),
      { seed, numRuns: 500 },
    );
  });

  it(`says the same of its numbers as the samples themselves (seed ${seed})`, () => {
    fc.assert(
      fc.property(fc.array(sample, { minLength: 1, maxLength: 40 }), (samples) => {
        const numbers = samples
          .filter(({ status }) => status >>> 30 < 2)
          .map(({ value: one }) =>
            typeof one === "boolean" || typeof one === "bigint" ? Number(one) : one,
          )
          .filter((one): one is number => typeof one === "number" && Number.isFinite(one));
        const { header } = encoded(samples);
        expect(header.count).toBe(samples.length);
        expect(header.doubtful).toBe(samples.length - numbers.length);
        expect((header.min ?? Infinity) + 0).toBe(Math.min(...numbers) + 0);
        expect((header.max ?? -Infinity) + 0).toBe(Math.max(...numbers) + 0);
        for (const one of samples) {
          expect(timeOf(one)).toBeGreaterThanOrEqual(header.t0);
          expect(timeOf(one)).toBeLessThanOrEqual(header.t1);
        }
      }),
      { seed, numRuns: 300 },
    );
  });

  it("takes less than three bytes for a reading of a counter, with all three clocks", () => {
    const jitter = (i: number) => start + i * 100 + ((i * 7) % 9);
    const samples = every(600, (i) => ({
      value: 4_000_000 + Math.floor(i / 3),
      sourceTime: jitter(i),
      serverTime: jitter(i),
    }));
    expect(encoded(samples).bytes.length / samples.length).toBeLessThan(3);
    expect(back(samples)).toEqual(samples);
  });

  it("takes about half for what machines measure in four bytes", () => {
    const samples = every(600, (i) => ({ value: Math.fround(20 + Math.sin(i / 50)) }));
    expect(encoded(samples).bytes.length / samples.length).toBeLessThan(5);
    expect(back(samples)).toEqual(samples);
  });

  it("keeps a negative zero among zeros, and a switch that hardly moves in a few bytes", () => {
    const zeros = every(100, (i) => ({ value: i === 40 ? -0 : 0 }));
    expect(back(zeros)).toEqual(zeros);
    const bits = every(600, (i) => ({ value: i > 300 }));
    expect(encoded(bits).bytes.length).toBeLessThan(600);
    expect(back(bits)).toEqual(bits);
  });

  it("is refused when its bytes are cut off or of another layout", () => {
    const { bytes } = encoded(every(10, (i) => ({ value: i * 0.1 })));
    expect(() => decodeBlock(bytes.subarray(0, bytes.length - 9), 10)).toThrow(RangeError);
    expect(() => decodeBlock(Uint8Array.of(9, ...bytes.subarray(1)), 10)).toThrow(/layout 9/);
  });
});
