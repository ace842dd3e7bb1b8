import { expect, test } from "vitest";
import type { ReasonRow } from "#shared/stops/stops.contract.ts";
import { reasonTree } from "./reason-tree.ts";

const reason = (id: string, name: string, parentId: string | null = null): ReasonRow => ({
  id,
  code: id.toUpperCase(),
  name,
  names: {},
  category: "breakdown",
  colour: null,
  parentId,
  machineIds: null,
  isOther: false,
  isActive: true,
  version: 1,
});
const byCode = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
const shown = (rows: readonly ReasonRow[]) =>
  reasonTree(rows, byCode, "en").map((node) => `${"· ".repeat(node.depth)}${node.name}`);

test("children stand under their parent, siblings by name", () => {
  expect(
    shown([
      reason("c", "Capper", "t"),
      reason("s", "Supply"),
      reason("t", "Fault"),
      reason("b", "Belt", "t"),
      reason("x", "Belt joint", "b"),
    ]),
  ).toEqual(["Fault", "· Belt", "· · Belt joint", "· Capper", "Supply"]);
});

test("a reason whose parent is missing is not lost", () => {
  expect(shown([reason("a", "Orphan", "gone")])).toEqual(["Orphan"]);
});

test("a circle shows every reason once and ends", () => {
  expect(reasonTree([reason("a", "A", "b"), reason("b", "B", "a")], byCode, "en")).toHaveLength(2);
});

test("a reason knows its path and how many stand under it", () => {
  const [top, child] = reasonTree([reason("t", "Fault"), reason("b", "Belt", "t")], byCode, "en");
  expect([top?.childCount, child?.path]).toEqual([1, ["Fault", "Belt"]]);
});

test("names are those of the person's language, and siblings stand in its order", () => {
  const rows = [
    { ...reason("a", "Belt"), names: { de: "Riemen" } },
    { ...reason("b", "Valve"), names: { de: "Klappe" } },
  ];
  expect(reasonTree(rows, byCode, "de").map(({ path }) => path)).toEqual([["Klappe"], ["Riemen"]]);
});
