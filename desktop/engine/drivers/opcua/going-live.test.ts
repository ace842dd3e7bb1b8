import { expect, it } from "vitest";
import type { TagId } from "#shared/kernel/id.ts";
import type { Sample } from "#shared/machines/sample.ts";
import { HeldSamples, beforeNewReadings } from "./going-live.ts";

const reading = (tag: string, sourceTime: number): Sample => ({
  tag: tag as TagId,
  value: sourceTime,
  status: 0,
  sourceTime,
  serverTime: sourceTime,
  receivedTime: 1_000,
});
const shown = (samples: readonly Sample[]) => samples.map((one) => `${one.tag}${one.sourceTime}`);

it("history comes before the new readings, over all tags in order, and says nothing that they say", () => {
  const held = new HeldSamples();
  held.hold([reading("a", 30), reading("a", 40), reading("b", 5)]);
  const history = [
    reading("a", 10),
    reading("a", 20),
    reading("a", 30),
    reading("b", 5),
    reading("b", 5),
    reading("c", 15),
  ];
  expect(shown(beforeNewReadings(history, held.firstTimes(0)))).toEqual([
    "b5",
    "a10",
    "c15",
    "a20",
  ]);
  expect(shown(held.release())).toEqual(["a30", "a40", "b5"]);
  expect(held.release()).toEqual([]);
});

it("what changed last in the gap is in the history although a subscription begins with it", () => {
  const held = new HeldSamples();
  held.hold([{ ...reading("a", 30), serverTime: 100 }]);
  const history = [reading("a", 10), reading("a", 30)];
  expect(shown(beforeNewReadings(history, held.firstTimes(0)))).toEqual(["a10", "a30"]);
});

it("so it is when the server leaves the time of that change on it as its own", () => {
  const held = new HeldSamples();
  held.hold([reading("a", 30), reading("a", 120)]);
  const history = [reading("a", 10), reading("a", 30), reading("a", 120)];
  expect(shown(beforeNewReadings(history, held.firstTimes(100)))).toEqual(["a10", "a30"]);
});

it("the link does not wait for history until the memory is full of new readings", () => {
  const held = new HeldSamples();
  let isOverfull = false;
  held.onOverfull(() => (isOverfull = true));
  const batch = Array.from({ length: 50_000 }, (_, at) => reading("a", at));
  for (let round = 0; round < 10; round++) held.hold(batch);
  expect(isOverfull).toBe(false);
  held.hold(batch);
  expect(isOverfull).toBe(true);
});
