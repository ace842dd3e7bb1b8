import { expect, test } from "vitest";
import { waterfallBars, type WaterfallStep } from "./waterfall-layout.ts";

const whole = (key: string, ms: number | null): WaterfallStep => ({ key, kind: "whole", ms });
const loss = (key: string, ms: number | null): WaterfallStep => ({ key, kind: "loss", ms });

test("golden vector V1 in minutes: each loss hangs where the time left before it ended", () => {
  const bars = waterfallBars(
    [whole("pbt", 450), loss("setup", 40), loss("down", 35), loss("minor", 20), whole("apt", 340)],
    "pbt",
  );
  const inMinutes = bars.map(({ key, start, length }) => [
    key,
    Math.round(start * 450),
    Math.round(length * 450),
  ]);
  expect(inMinutes).toEqual([
    ["pbt", 0, 450],
    ["setup", 410, 40],
    ["down", 375, 35],
    ["minor", 355, 20],
    ["apt", 0, 340],
  ]);
  expect(bars.map(({ share }) => share?.toFixed(4))).toEqual([
    "1.0000",
    "0.0889",
    "0.0778",
    "0.0444",
    "0.7556",
  ]);
});

test("shares are told of the whole asked for, not of the first", () => {
  const bars = waterfallBars(
    [whole("calendar", 1_440), loss("off", 990), whole("pbt", 450)],
    "pbt",
  );
  expect(bars.map(({ share }) => share)).toEqual([3.2, 2.2, 1]);
});

test("a machine faster than its ideal gives time back, within the scale", () => {
  const [, speed] = waterfallBars([whole("apt", 100), loss("speed", -20)], "apt");
  expect(speed).toMatchObject({ start: 1, length: 0, isGain: true, share: -0.2 });
});

test("what cannot be known takes no room and tells no share; nothing planned has no scale", () => {
  expect(waterfallBars([whole("apt", 100), loss("speed", null)], "apt")[1]).toEqual({
    key: "speed",
    start: 1,
    length: 0,
    share: null,
    isGain: false,
  });
  expect(waterfallBars([whole("pbt", 0), loss("down", 0)], "pbt")).toMatchObject([
    { length: 0, share: null },
    { length: 0, share: null },
  ]);
});
