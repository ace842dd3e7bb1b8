import { expect, it } from "vitest";
import { ClockWatch } from "./clock-watch.ts";

it("is the median of the last five reads, so that one slow answer moves nothing", () => {
  const watch = new ClockWatch({ now: () => 0, monotonic: () => 0 });
  expect(watch.offsetMs).toBeNull();
  for (const offset of [-125_001, -125_003, -119_000, -125_002, -125_000]) watch.take(offset);
  expect(watch.offsetMs).toBe(-125_001);
  for (const offset of [7, 7, 7]) watch.take(offset);
  expect(watch.offsetMs).toBe(7);
});
