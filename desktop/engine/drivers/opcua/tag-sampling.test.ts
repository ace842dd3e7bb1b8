import { expect, it } from "vitest";
import type { TagId } from "#shared/kernel/id.ts";
import type { DriverTag } from "../driver.ts";
import { samplingOf } from "./tag-sampling.ts";

const tag = (kind: DriverTag["class"], deadband: number | null): DriverTag => ({
  id: "t" as TagId,
  address: "i=1",
  class: kind,
  deadband,
});

it("events are asked for at every change with a long queue and never a deadband", () => {
  for (const kind of ["state", "counter", "alarm", "text"] as const) {
    expect(samplingOf(tag(kind, 5))).toEqual({ samplingMs: 0, queueSize: 600, deadband: null });
  }
});

it("analog values once a second with the deadband of the tag", () => {
  expect(samplingOf(tag("analog", 0.5))).toEqual({
    samplingMs: 1_000,
    queueSize: 60,
    deadband: 0.5,
  });
  expect(samplingOf(tag("analog", 0))).toEqual({
    samplingMs: 1_000,
    queueSize: 60,
    deadband: null,
  });
});
