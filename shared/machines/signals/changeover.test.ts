import { expect, test } from "vitest";
import {
  piecesOf,
  reading,
  rejectsOf,
  rulesOf,
  statesOf,
  tell,
  tick,
  ticks,
} from "./machine-story.ts";

const press = rulesOf({
  state: { type: "running_bit", running: "p.run", fault: "p.fault", debounceMs: 0 },
  counts: { total: { tag: "p.total" }, reject: { tag: "p.reject" } },
  order: { tag: "p.order" },
  changeover: { until: "first_good" },
});

const start = [
  reading("p.fault", false, 0),
  reading("p.run", true, 0),
  reading("p.total", 100, 0),
  reading("p.reject", 4, 0),
  reading("p.order", "A-1", 0),
];

test("a new order begins a changeover, its first good piece ends it; rejects before it belong to it", () => {
  const told = tell(press, [
    ...start,
    reading("p.total", 101, 5_000),
    reading("p.order", "A-2", 10_000),
    reading("p.run", false, 11_000),
    reading("p.run", true, 60_000),
    // A trial piece that is rejected, the reject told a little later.
    reading("p.total", 102, 70_000),
    reading("p.reject", 5, 70_400),
    tick(80_000),
    reading("p.total", 103, 90_000),
    tick(91_000),
    tick(93_000),
  ]);
  expect(statesOf(told)).toEqual([
    [0, "running", null],
    [10_000, "setup", "changeover"],
    [90_000, "running", null],
  ]);
  expect([piecesOf(told), rejectsOf(told)]).toEqual([3, 1]);
  expect(told.memory.changeover).toBeNull();
});

test("the end of an order begins none, and the first order ever seen neither", () => {
  const told = tell(press, [
    ...start,
    reading("p.order", "", 10_000),
    reading("p.run", false, 12_000),
  ]);
  expect(statesOf(told)).toEqual([
    [0, "running", null],
    [12_000, "stopped", null],
  ]);
});

test("the same order after a pause is no changeover only while nothing else came between", () => {
  const told = tell(press, [
    ...start,
    reading("p.order", "", 10_000),
    reading("p.order", "A-3", 20_000),
    tick(21_000),
  ]);
  expect(statesOf(told).at(-1)).toEqual([20_000, "setup", "changeover"]);
});

test("a breakdown in a changeover is a breakdown", () => {
  const told = tell(press, [
    ...start,
    reading("p.order", "A-2", 10_000),
    reading("p.fault", true, 20_000),
    reading("p.fault", false, 30_000),
  ]);
  expect(statesOf(told)).toEqual([
    [0, "running", null],
    [10_000, "setup", "changeover"],
    [20_000, "down", "fault"],
    [30_000, "setup", "changeover"],
  ]);
});

test("a good counter ends it at once; ticks change nothing but the moment it is known", () => {
  const rules = rulesOf({
    state: { type: "running_bit", running: "p.run", debounceMs: 0 },
    counts: { good: { tag: "p.total" } },
    product: { tag: "p.order" },
    changeover: { until: "first_good" },
  });
  const inputs = [
    reading("p.run", true, 0),
    reading("p.total", 100, 0),
    reading("p.order", "X", 0),
    reading("p.order", "Y", 4_000),
    reading("p.total", 101, 9_000),
  ];
  const plain = tell(rules, inputs);
  const ticked = tell(
    rules,
    [...inputs, ...ticks(500, 12_500)].toSorted(
      (a, b) => (a.kind === "sample" ? a.at : 0) - (b.kind === "sample" ? b.at : 0),
    ),
  );
  expect(statesOf(plain)).toEqual([
    [0, "running", null],
    [4_000, "setup", "changeover"],
    [9_000, "running", null],
  ]);
  expect(statesOf(ticked)).toEqual(statesOf(plain));
});

test("the rule needs a tag that changes and a counter", () => {
  const changeover = { until: "first_good" } as const;
  expect(() => rulesOf({ changeover, counts: { total: { tag: "p.total" } } })).toThrow(
    "tells a change",
  );
  expect(() => rulesOf({ changeover, order: { tag: "p.order" } })).toThrow("first good piece");
});
