import { describe, expect, test } from "vitest";
import { rootAlarm } from "./alarm.ts";
import { reading, rulesOf, statesOf, tell, ticks } from "./machine-story.ts";

const bad = 0x808c0000;

describe("alarm", () => {
  const packer = rulesOf({
    state: { type: "threshold", value: "speed", runningAbove: 10, stoppedBelow: 5 },
    alarm: { tag: "alarm", texts: { 17: "Film torn" }, reasons: { 17: "FILM" } },
  });
  const runs = [reading("alarm", 0, 0), reading("speed", 60, 0)];

  test("the first code wins as root cause until the alarm is 0", () => {
    const told = tell(packer, [
      ...runs,
      reading("alarm", 17, 9_000),
      reading("speed", 0, 10_000),
      reading("alarm", 99, 11_000),
      reading("alarm", 0, 60_000),
      reading("alarm", 99, 61_000),
      reading("speed", 60, 70_000),
    ]);
    expect(statesOf(told)).toEqual([
      [0, "running", null],
      [10_000, "down", "Film torn", "FILM"],
      [60_000, "stopped", null],
      [61_000, "down", "Alarm 99"],
      [70_000, "running", null],
    ]);
  });

  test("an alarm while the machine runs is a warning and stops nothing", () => {
    expect(statesOf(tell(packer, [...runs, reading("alarm", 17, 9_000)]))).toHaveLength(1);
  });

  test("an alarm after the stop explains it from then on", () => {
    expect(
      statesOf(
        tell(packer, [...runs, reading("speed", 0, 10_000), reading("alarm", 17, 12_000)]),
      ).slice(1),
    ).toEqual([
      [10_000, "stopped", null],
      [12_000, "down", "Film torn", "FILM"],
    ]);
  });

  test("a bad alarm reading neither starts nor ends an alarm", () => {
    const told = tell(packer, [
      ...runs,
      reading("alarm", 17, 9_000),
      reading("speed", 0, 10_000),
      reading("alarm", 0, 11_000, bad),
    ]);
    expect(statesOf(told).at(-1)).toEqual([10_000, "down", "Film torn", "FILM"]);
  });

  test("also over an inferred stop", () => {
    const press = rulesOf({
      state: { type: "counter_only", expectedCycleMs: 2_000 },
      counts: { total: { tag: "count" } },
      alarm: { tag: "alarm" },
    });
    const told = tell(press, [
      reading("count", 0, 0),
      reading("count", 1, 2_000),
      ...ticks(3_000, 9_000),
      reading("alarm", "E104", 10_000),
    ]);
    expect(statesOf(told).slice(1)).toEqual([
      [2_000, "stopped", null],
      [10_000, "down", "Alarm E104"],
    ]);
  });
});

test("bits of an alarm word: the lowest that came first is the root until the word is 0", () => {
  const first = rootAlarm(null, 0b1010_0000, 1_000, "bits");
  expect(first).toEqual({ code: "5", at: 1_000 });
  expect(rootAlarm(first, 0b1000_0001, 2_000, "bits")).toBe(first);
  expect(rootAlarm(first, 0, 3_000, "bits")).toBeNull();
  expect(rootAlarm(null, -32_768, 1, "bits")?.code).toBe("15");
  expect(rootAlarm(null, "text", 1, "bits")).toBeNull();
});
