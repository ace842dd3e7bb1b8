import { describe, expect, it } from "vitest";
import type { TagId } from "#shared/kernel/id.ts";
import type { Sample, TagValue } from "#shared/machines/sample.ts";
import { sampleAt } from "../historian/sample-columns.ts";
import { SampleBuffer } from "./sample-buffer.ts";

const sample = (value: TagValue, at: number): Sample => ({
  tag: "any" as TagId,
  value,
  status: 0x0480,
  sourceTime: at,
  serverTime: null,
  receivedTime: at + 5,
});
const counters = () => false;

describe("the sample buffer", () => {
  it("gives everything back in order, odd values too, and is empty then", () => {
    const buffer = new SampleBuffer(100);
    const values: TagValue[] = [1, "P-1", true, 2n ** 63n, null, Number.NaN];
    for (const [at, value] of values.entries()) buffer.add(at, sample(value, at), counters);
    const taken = buffer.take()!;
    const read = values.map((_, at) =>
      sampleAt(
        taken,
        at,
        taken.odd.find(({ index }) => index === at),
      ),
    );
    expect(read.map(({ value }) => value)).toEqual(values);
    expect([...taken.tag]).toEqual([0, 1, 2, 3, 4, 5]);
    expect(read[2]).toEqual({
      value: true,
      status: 0x0480,
      sourceTime: 2,
      serverTime: null,
      receivedTime: 7,
    });
    expect(taken.tag.buffer.byteLength).toBe(6 * 4);
    expect(buffer.take()).toBeNull();
  });

  it("grows up to its limit", () => {
    const buffer = new SampleBuffer(10_000);
    for (let at = 0; at < 10_000; at++) expect(buffer.add(0, sample(at, at), counters)).toEqual([]);
    expect(buffer.take()!.value[9_999]).toBe(9_999);
  });

  it("when full gives up the older analog samples, says which, and keeps every counter value", () => {
    const buffer = new SampleBuffer(100);
    const isAnalog = (number: number) => number === 1;
    for (let at = 0; at < 100; at++) buffer.add(at % 2, sample(at, at), isAnalog);
    const dropped = buffer.add(0, sample(100, 100), isAnalog);
    expect(dropped).toEqual([{ number: 1, since: null, at: 49, count: 25 }]);
    const taken = buffer.take()!;
    expect([...taken.value].filter((_, at) => taken.tag[at] === 0)).toEqual(
      Array.from({ length: 51 }, (_, at) => at * 2),
    );
    expect([...taken.value].filter((_, at) => taken.tag[at] === 1)[0]).toBe(51);
  });

  it("gives up counters as well when there is nothing else, and keeps odd values in their places", () => {
    const buffer = new SampleBuffer(100);
    for (let at = 0; at < 100; at++)
      buffer.add(at % 4, sample(at % 10 === 9 ? `t${at}` : at, at), counters);
    const dropped = buffer.add(0, sample(100, 100), counters);
    expect(dropped.map(({ count }) => count).reduce((sum, count) => sum + count)).toBe(50);
    const taken = buffer.take()!;
    expect(taken.count).toBe(51);
    expect(taken.odd).toEqual(
      [59, 69, 79, 89, 99].map((at) => ({ index: at - 50, value: `t${at}` })),
    );
  });
});
