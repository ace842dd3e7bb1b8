import { expect, test } from "vitest";
import { clockOffset, isClockWrong, withClockReading, type ClockReading } from "./clock-offset.ts";

const seen = (...pairs: [server: number, received: number][]): ClockReading[] =>
  pairs.map(([serverTime, receivedTime]) => ({ serverTime, receivedTime }));

test("the offset is the median of server minus received, so one late packet does not matter", () => {
  expect(clockOffset(seen([100, 0], [1_102, 1_000], [2_050, 9_000]))).toBe(100);
  expect(clockOffset(seen([100, 0], [1_103, 1_000]))).toBe(102);
});

test("a server clock 125 s slow is seen and shown", () => {
  const offset = clockOffset(seen([-125_001, 0], [-124_001, 1_000], [-123_003, 2_000]));
  expect(offset).toBe(-125_001);
  expect(isClockWrong(offset)).toBe(true);
});

test("no reading, no offset, no alarm", () => {
  expect(clockOffset([])).toBeNull();
  expect(isClockWrong(null)).toBe(false);
});

test("two seconds are still right, more is wrong", () => {
  expect([2_000, -2_000, 2_001, -2_001].map(isClockWrong)).toEqual([false, false, true, true]);
});

test("the window keeps one minute", () => {
  const window = [0, 30_000, 59_999, 60_000].reduce<ClockReading[]>(
    (earlier, at) => withClockReading(earlier, { serverTime: at, receivedTime: at }),
    [],
  );
  expect(window.map(({ receivedTime }) => receivedTime)).toEqual([30_000, 59_999, 60_000]);
});
