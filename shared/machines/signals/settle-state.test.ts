import { describe, expect, test } from "vitest";
import { lost, reading, rulesOf, statesOf, tell, tick } from "./machine-story.ts";

describe("running bit with debounce", () => {
  const press = rulesOf({
    state: { type: "running_bit", running: "run", fault: "fault", debounceMs: 1_000 },
  });
  const runs = [reading("fault", 0, 0), reading("run", true, 0)];

  test("a dip shorter than the debounce leaves no trace", () => {
    expect(
      statesOf(
        tell(press, [
          ...runs,
          reading("run", false, 5_000),
          tick(5_900),
          reading("run", true, 5_999),
          tick(9_000),
        ]),
      ),
    ).toHaveLength(1);
  });

  test("a stop that holds counts from its beginning", () => {
    expect(
      statesOf(tell(press, [...runs, reading("run", false, 5_000), tick(6_400), tick(6_500)])),
    ).toEqual([
      [0, "running", null],
      [5_000, "stopped", null],
    ]);
  });

  test("a fault that follows within the debounce explains the stop from its beginning", () => {
    expect(
      statesOf(
        tell(press, [
          ...runs,
          reading("run", false, 5_000),
          reading("fault", 9, 5_400),
          tick(7_000),
        ]),
      ).at(-1),
    ).toEqual([5_000, "down", "fault 9"]);
  });

  test("with or without ticks the facts are the same", () => {
    const inputs = [
      ...runs,
      reading("run", false, 5_000),
      reading("run", true, 6_000),
      reading("run", false, 6_300),
      reading("run", true, 6_700),
      reading("run", false, 60_000),
      reading("run", true, 70_000),
    ];
    const ticking = inputs.flatMap((input) =>
      input.kind === "sample" ? [tick(input.at), input] : [input],
    );
    expect(tell(press, ticking).facts).toEqual(tell(press, inputs).facts);
  });

  test("unknown is told at once", () => {
    expect(
      statesOf(tell(press, [...runs, reading("run", false, 5_000), lost(5_300)])).slice(1),
    ).toEqual([[5_300, "unknown", "unreachable"]]);
  });
});

describe("threshold with hold", () => {
  const saw = rulesOf({
    state: { type: "threshold", value: "power", runningAbove: 4, stoppedBelow: 1, holdMs: 5_000 },
  });

  test("hysteresis and hold", () => {
    const told = tell(saw, [
      reading("power", 6, 0),
      reading("power", 2, 10_000),
      reading("power", 0.5, 20_000),
      reading("power", 6, 22_000),
      reading("power", 0.2, 30_000),
      tick(36_000),
    ]);
    expect(statesOf(told)).toEqual([
      [0, "running", null],
      [30_000, "stopped", null],
    ]);
  });
});
