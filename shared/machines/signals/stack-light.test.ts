import { expect, test } from "vitest";
import { reading, rulesOf, statesOf, tell, ticks } from "./machine-story.ts";

const rules = rulesOf({
  state: {
    type: "stack_light",
    lamps: [
      { colour: "red", tag: "m.red", on: "down", blinking: "down" },
      { colour: "green", tag: "m.green", on: "running", blinking: "idle" },
    ],
  },
});

const story = (...inputs: ReturnType<typeof reading>[]) =>
  tell(
    rules,
    [...inputs, ...ticks(1_000, 30_000)].toSorted((a, b) => timeOf(a) - timeOf(b)),
  );
const timeOf = (input: ReturnType<typeof reading>): number =>
  input.kind === "sample" ? input.at : input.kind === "tick" ? input.now : 0;

test("a lamp that blinks as a bit is one state, from its first change to its last", () => {
  const blinks = Array.from({ length: 10 }, (_, i) =>
    reading("m.green", i % 2 === 1, 5_000 + i * 500),
  );
  const told = story(reading("m.red", false, 0), reading("m.green", true, 0), ...blinks);
  expect(statesOf(told)).toEqual([
    [0, "running", null],
    [5_000, "idle", "green blinking"],
    [9_500, "running", null],
  ]);
});

test("a lamp that goes out stays out; a flicker leaves no trace", () => {
  const told = story(
    reading("m.red", false, 0),
    reading("m.green", true, 0),
    reading("m.green", false, 5_000),
    reading("m.red", true, 12_000),
  );
  expect(statesOf(told)).toEqual([
    [0, "running", null],
    [5_000, "stopped", null],
    [12_000, "down", "red on"],
  ]);
});
