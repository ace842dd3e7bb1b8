import { expect, it } from "vitest";
import { GatheredSamples } from "./gathered-samples.ts";
import { blockLimits, OpenBlocks } from "./open-blocks.ts";
import { BlockEncoder, blockSampleAt, decodeBlock } from "./sample-block.ts";
import { ByteWriter } from "./byte-writer.ts";
import { packSamples, type StoredSample } from "./sample-columns.ts";

const start = 1_772_427_600_000;

/** Brings samples of one tag through memory, so many a batch. */
function throughMemory(samples: readonly StoredSample[], perBatch: number): StoredSample[] {
  const open = new OpenBlocks(blockLimits);
  const gathered = new GatheredSamples();
  for (let from = 0, row = 1; from < samples.length; from += perBatch, row++) {
    const batch = samples.slice(from, from + perBatch).map((one) => ({ tag: 3, ...one }));
    gathered.add(packSamples(batch), row);
    open.add(gathered, start, () => 0);
    gathered.clear();
  }
  const encoder = new BlockEncoder(new ByteWriter());
  return open.all().tags.flatMap(({ blocks }) =>
    blocks.flatMap((block) => {
      block.copyTo(encoder.columns(block.count));
      const columns = decodeBlock(encoder.encode(block.count, block.texts).bytes, block.count);
      return Array.from({ length: block.count }, (_, i) => {
        const { at, ...sample } = blockSampleAt(columns, i);
        expect(at).toBe(sample.sourceTime);
        return sample;
      });
    }),
  );
}

const plain = (i: number): StoredSample => ({
  value: i / 7,
  status: 0,
  sourceTime: start + i * 100,
  serverTime: start + i * 100,
  receivedTime: start + i * 100 + 40,
});

it.each([1, 7, 32, 33, 100])(
  "a block that begins with plain samples keeps what the others bring (%i a batch)",
  (perBatch) => {
    const samples = Array.from({ length: 100 }, (_, i): StoredSample => {
      if (i === 41) return { ...plain(i), status: 0x80000000 };
      if (i === 70) return { ...plain(i), serverTime: start };
      if (i === 71) return { ...plain(i), serverTime: null, value: "a text" };
      if (i === 72) return { ...plain(i), value: 2n ** 60n };
      return i === 90 ? { ...plain(i), value: null } : plain(i);
    });
    expect(throughMemory(samples, perBatch)).toEqual(samples);
  },
);

it("plain samples alone come back as they were", () => {
  const samples = Array.from({ length: 90 }, (_, i) => plain(i));
  expect(throughMemory(samples, 20)).toEqual(samples);
});
