import { expect, test } from "vitest";
import { timeClasses, type TimeClass } from "#shared/oee/time-model.ts";
import { timeBalance } from "./time-balance.ts";

const minutes = (given: Partial<Record<TimeClass, number>>) =>
  Object.fromEntries(timeClasses.map((name) => [name, (given[name] ?? 0) * 60_000])) as Record<
    TimeClass,
    number
  >;

const v1 = minutes({
  apt: 340,
  aust: 40,
  adet_minor: 20,
  adet_down: 35,
  adot: 15,
  planned_down: 30,
  not_scheduled: 960,
});

test("the lines of planned busy time leave nothing over", () => {
  const { lines, elements, remainderMs } = timeBalance(v1);
  expect(remainderMs).toBe(0);
  expect(elements.pbt).toBe(450 * 60_000);
  expect(lines.find(({ timeClass }) => timeClass === "apt")?.share).toBeCloseTo(0.755556, 6);
});

test("a calendar that says something else shows as remainder", () => {
  expect(timeBalance(v1, 451 * 60_000).remainderMs).toBe(60_000);
});

test("nothing planned has no shares", () => {
  expect(
    timeBalance(minutes({ not_scheduled: 60 })).lines.every(({ share }) => share === null),
  ).toBe(true);
});
