import { expect, test } from "vitest";
import type { ReasonRow } from "#shared/stops/stops.contract.ts";
import { matchingReasons, offeredReasons } from "./offered-reasons.ts";

const reason = (code: string, more: Partial<ReasonRow> = {}): ReasonRow => ({
  id: code,
  code,
  name: code,
  names: {},
  category: "breakdown",
  colour: null,
  parentId: null,
  machineIds: null,
  isOther: false,
  isActive: true,
  version: 1,
  ...more,
});
const rows = [
  reason("JAM"),
  reason("DIE", { machineIds: ["press"] }),
  reason("OLD", { isActive: false }),
  reason("BELT", { names: { de: "Förderband" }, parentId: "JAM" }),
];
const codes = (nodes: readonly ReasonRow[]) => nodes.map(({ code }) => code);

test("only reasons that are active and offered on every chosen machine", () => {
  expect(codes(offeredReasons(rows, ["press"], "en"))).toEqual(["DIE", "JAM", "BELT"]);
  expect(codes(offeredReasons(rows, ["press", "oven"], "en"))).toEqual(["JAM", "BELT"]);
});

test("reasons are found by code and by their name in the person's language, with those above", () => {
  const nodes = offeredReasons(rows, ["oven"], "de");
  expect(codes(matchingReasons(nodes, "förder"))).toEqual(["BELT"]);
  expect(codes(matchingReasons(nodes, "jam"))).toEqual(["JAM", "BELT"]);
});
