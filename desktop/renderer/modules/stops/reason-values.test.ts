import { expect, test } from "vitest";
import type { ReasonRow } from "#shared/stops/stops.contract.ts";
import { reasonValues, reasonWish, withAllUnder } from "./reason-values.ts";

const reason = (id: string, parentId: string | null = null): ReasonRow => ({
  id,
  code: id,
  name: id,
  names: { de: "Stau" },
  category: "breakdown",
  colour: "#aa0000",
  parentId,
  machineIds: ["m"],
  isOther: true,
  isActive: true,
  version: 1,
});

test("what is not touched comes back the same", () => {
  const { name, names, category, colour, parentId, machineIds, isOther } = reason("a", "b");
  expect(reasonWish(reasonValues(reason("a", "b")))).toEqual({
    name,
    names,
    category,
    colour,
    parentId,
    machineIds,
    isOther,
  });
});

test("an empty colour, list or translation is none", () => {
  const values = { ...reasonValues(reason("a")), colour: "", machineIds: [], names: { de: " " } };
  expect(reasonWish(values)).toMatchObject({ colour: null, machineIds: null, names: {} });
});

test("no reason can be put under itself or what stands under it", () => {
  const rows = [reason("a"), reason("c", "b"), reason("b", "a"), reason("d")];
  expect([...withAllUnder("a", rows)].toSorted()).toEqual(["a", "b", "c"]);
});
