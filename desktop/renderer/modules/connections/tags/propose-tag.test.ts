import { expect, test } from "vitest";
import { tagCode } from "#shared/machines/tag-code.ts";
import { codePart, proposeClass, proposeTags, takenCodes } from "./propose-tag.ts";

test.each([
  ["StateCurrent", "Int32", "state"],
  ["UnitModeCurrent", "Int32", "state"],
  ["ProdProcessedCount[0]", "Int32", "counter"],
  ["PartsProducedInLifetime", "UInt64", "counter"],
  ["Ausschuss", "UInt16", "counter"],
  ["Störung", "Boolean", "alarm"],
  ["StopReason", "Int32", "alarm"],
  ["FaultActive", "Boolean", "alarm"],
  ["Running", "Boolean", "state"],
  ["CurMachSpeed", "Float", "analog"],
  ["EnergyTotal", "Double", "counter"],
  ["ProductCode", "String", "text"],
  ["CurrentState", "LocalizedText", "text"],
  ["Power", null, "analog"],
] as const)("%s of type %s is proposed as %s", (name, dataType, proposed) => {
  expect(proposeClass({ name, dataType })).toBe(proposed);
});

test.each([
  ["ProdProcessedCount[0]", "prod-processed-count-0"],
  ["Zähler gesamt", "zaehler-gesamt"],
  ["OPCState", "opc-state"],
  ["  Größe/Ø ", "groesse"],
  ["日本", ""],
])("%s becomes %j", (name, code) => {
  expect(codePart(name)).toBe(code);
});

test("codes begin with the machine, are free and differ from each other", () => {
  const node = (name: string) => ({ address: `s=${name}`, name, dataType: "Int32" });
  const proposed = proposeTags(
    [node("State"), node("State"), node("日本")],
    "FILL-1",
    new Set(["fill-1.state"]),
  );
  expect(proposed.map((tag) => tag.code)).toEqual([
    "fill-1.state-2",
    "fill-1.state-3",
    "fill-1.tag",
  ]);
});

test("every proposed code is a valid one, however long the name", () => {
  const nodes = [1, 2].map(() => ({
    address: "s=x",
    name: "VeryLongName".repeat(20),
    dataType: null,
  }));
  for (const tag of proposeTags(nodes, "MACHINE.WITH_LONG-CODE", new Set()))
    expect(tagCode.safeParse(tag.code).success).toBe(true);
});

test("a code that is taken or used twice is told; a tag is no twin of itself", () => {
  const tag = (address: string, code: string) => ({
    address,
    code,
    name: "x",
    class: "state" as const,
  });
  const proposed = [
    tag("a", "m.run"),
    tag("b", "m.count"),
    tag("c", "m.count"),
    tag("d", "m.fault"),
  ];
  expect([...takenCodes(proposed, new Set(["m.fault"]))]).toEqual(["b", "c", "d"]);
});
