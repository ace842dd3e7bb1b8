import { expect, it } from "vitest";
import type { TagId } from "#shared/kernel/id.ts";
import type { DriverTag } from "../driver.ts";
import { samplingOf } from "./tag-sampling.ts";

const tag = (kind: DriverTag["class"], more: Partial<DriverTag> = {}): DriverTag => ({
  id: "t" as TagId,
  address: "i=1",
  class: kind,
  deadband: null,
  ...more,
});

it("events are asked for at every change with a queue for the outage and never a deadband", () => {
  for (const kind of ["state", "counter", "alarm", "text"] as const) {
    const wanted = { samplingMs: 0, queueSize: 600, deadband: null };
    expect(samplingOf(tag(kind, { deadband: 5 }), 60)).toEqual(wanted);
  }
});

it("analog values once a second with the deadband of the tag", () => {
  const wanted = { samplingMs: 1_000, queueSize: 60 };
  expect(samplingOf(tag("analog", { deadband: 0.5 }), 60)).toEqual({
    ...wanted,
    deadband: { kind: "absolute", width: 0.5 },
  });
  expect(samplingOf(tag("analog", { deadband: 2, deadbandKind: "percent" }), 60)).toEqual({
    ...wanted,
    deadband: { kind: "percent", width: 2 },
  });
  expect(samplingOf(tag("analog", { deadband: 0 }), 60)).toEqual({ ...wanted, deadband: null });
});

it.each([
  [600, undefined, 6_000],
  [3_600, undefined, 10_000],
  [60, 250, 240],
  [60, 0, 600],
  [10, 60_000, 10],
])(
  "an outage of %i s at %s ms needs a queue of %i, never one of 1",
  (bridge, samplingMs, queue) => {
    const { queueSize } = samplingOf(
      tag("counter", samplingMs === undefined ? {} : { samplingMs }),
      bridge,
    );
    expect(queueSize).toBe(queue);
  },
);
