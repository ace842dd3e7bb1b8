import { expect, it } from "vitest";
import type { TagId } from "#shared/kernel/id.ts";
import type { Sample } from "#shared/machines/sample.ts";
import { LatestSamples } from "./latest-samples.ts";

const sample = (value: number): Sample => ({
  tag: "any" as TagId,
  value,
  status: 0,
  sourceTime: value,
  serverTime: value,
  receivedTime: value,
});

it("tells each reader only what changed since it asked, and only the newest", () => {
  const latest = new LatestSamples(3);
  latest.note(0, sample(1));
  latest.note(2, sample(2));
  latest.note(2, sample(3));
  expect([...latest.take("screens")!.value]).toEqual([1, 3]);
  expect(latest.take("screens")).toBeNull();
  latest.note(0, sample(4));
  expect(latest.take("screens")).toMatchObject({
    count: 1,
    tag: Uint32Array.of(0),
    value: Float64Array.of(4),
  });
  expect([...latest.take("table")!.value]).toEqual([4, 3]);
  expect(latest.at(1)).toBeUndefined();
});
