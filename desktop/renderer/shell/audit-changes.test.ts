import { expect, test } from "vitest";
import { auditChanges } from "./audit-changes.ts";

test("of a changed rule only the changed part is told", () => {
  const signals = (debounceMs: number) =>
    JSON.stringify({ state: { type: "running_bit", running: "press-1.run", debounceMs } });
  expect(
    auditChanges(
      JSON.stringify({ name: "Press", signals: signals(1_000) }),
      JSON.stringify({ name: "Press 1", signals: signals(2_000) }),
    ),
  ).toEqual([
    { field: "name", before: "Press", after: "Press 1" },
    { field: "signals.state.debounceMs", before: "1000", after: "2000" },
  ]);
});

test("a new row is told without its id and version", () => {
  expect(
    auditChanges(null, JSON.stringify({ id: "x", version: 1, code: "P-1", unit: null })),
  ).toEqual([{ field: "code", before: null, after: "P-1" }]);
});

test("an entry that is no JSON tells nothing instead of breaking the page", () => {
  expect(auditChanges("{", null)).toEqual([]);
});
