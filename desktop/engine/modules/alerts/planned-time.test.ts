import { expect, test } from "vitest";
import type { ShiftSpan } from "#shared/oee/time-model.ts";
import { plannedAt } from "./planned-time.ts";

const early: ShiftSpan = {
  id: "s",
  code: "E",
  name: "Early",
  businessDate: "2026-11-22",
  start: 100,
  end: 200,
  breaks: [{ name: "Lunch", start: 140, end: 150 }],
};

test.each([
  [99, null],
  [100, 100],
  [139, 100],
  [140, null],
  [150, 150],
  [199, 150],
  [200, null],
])("at %d planned time began at %s", (at, since) => {
  expect(plannedAt([early], at).plannedSince).toBe(since);
});

test("a break belongs to its shift", () => {
  expect(plannedAt([early], 145).shift?.name).toBe("Early");
  expect(plannedAt([], 145)).toEqual({ shift: null, plannedSince: null });
});
