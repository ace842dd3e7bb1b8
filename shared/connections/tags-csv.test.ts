import fc from "fast-check";
import { expect, test } from "vitest";
import { csvSeparators } from "../kernel/csv.ts";
import { importedTag, type ImportedTag } from "./connection-rows.ts";
import { tagClasses } from "./tag.ts";
import { readTagsCsv, writeTagsCsv } from "./tags-csv.ts";

const temperature: ImportedTag = {
  code: "press-5.oil",
  name: "Öltemperatur",
  address: "nsu=urn:press;s=Oil.Temp",
  class: "analog",
  unit: "°C",
  deadband: 0.5,
  deadbandKind: "absolute",
  span: 120,
  samplingMs: 1000,
};

test("a German list is read: semicolons, decimal comma, own names and order of columns", () => {
  const list =
    "\uFEFFKürzel;Bezeichnung;Klasse;Adresse;Einheit;Totband;Messbereich;Abtastrate;Bemerkung\r\n" +
    'press-5.oil;Öltemperatur;Messwert;"nsu=urn:press;s=Oil.Temp";°C;0,5;120;1000;neu\r\n' +
    'press-5.count;"Hübe; gesamt";Zähler;"nsu=urn:press;s=Count";;;;;\r\n';
  expect(readTagsCsv(list)).toEqual({
    tags: [
      temperature,
      {
        code: "press-5.count",
        name: "Hübe; gesamt",
        address: "nsu=urn:press;s=Count",
        class: "counter",
        unit: null,
        deadband: null,
        deadbandKind: "absolute",
        span: null,
        samplingMs: null,
      },
    ],
    issues: [],
  });
});

test("three columns are enough", () => {
  expect(readTagsCsv("address,code,class\n40001,m.count,counter\n").tags).toEqual([
    importedTag.parse({ code: "m.count", name: "m.count", address: "40001", class: "counter" }),
  ]);
});

test("every broken cell is told with its line; good rows stay", () => {
  const list =
    "code,name,address,class,deadband,deadband_kind,sampling_ms\n" +
    "Press 5,,,state,,,\n" +
    "m.a,A,1,pump,,,\n" +
    "m.b,B,2,analog,1.000.5,x,\n" +
    "m.c,C,3,analog,,,1.5\n" +
    "m.d,D,4,analog,-1,,\n" +
    "m.e,E,5,state,,,0\n" +
    "m.e,E,6,state,,,\n" +
    "m.f,F, piece, 6,state,0,percent,5\n";
  const { tags, issues } = readTagsCsv(list);
  expect(tags.map(({ code }) => code)).toEqual(["m.e"]);
  expect(issues.map(({ row, column, rule }) => `${row} ${column}: ${rule}`)).toEqual([
    "2 code: must be lower-case letters, digits, dot, dash, at most 80",
    "2 address: must not be empty",
    "3 class: must be state, counter, analog, text or alarm",
    "4 deadband: must be a number",
    "4 deadband_kind: must be absolute or percent",
    "5 sampling_ms: Invalid input: expected int, received number",
    "6 deadband: Too small: expected number to be >=0",
    "8 code: must stand in the list only once",
    "9 : must not have more cells than the header",
  ]);
});

test("a list without its columns, without rows or with an open quote says so", () => {
  const rules = (text: string) =>
    readTagsCsv(text).issues.map(({ row, column, rule }) => [row, column, rule]);
  expect(rules("name,unit\nA,kg")).toEqual([
    [1, "code", "must have this column"],
    [1, "address", "must have this column"],
    [1, "class", "must have this column"],
  ]);
  expect(rules("code,address,class,tag\n")).toEqual([
    [1, "code", "must have this column only once"],
  ]);
  expect(rules("code,address,class\n")).toEqual([[1, "", "must not be empty"]]);
  expect(rules("")).toEqual([[1, "", "must not be empty"]]);
  expect(rules('code,address,class\nm.a,"1,state\n')).toEqual([
    [2, "", "has a quote that is never closed"],
  ]);
});

test("whatever tags there are, a written list is read back to the same", () => {
  const text = fc
    .string({ unit: fc.constantFrom(..."aÖ ;,\"'=-+@\t\n0."), minLength: 1, maxLength: 12 })
    .map((value) => value.trim())
    .filter((value) => value !== "");
  const tag: fc.Arbitrary<ImportedTag> = fc.record({
    code: fc.stringMatching(/^[a-z0-9][a-z0-9._-]{0,20}$/),
    name: text,
    address: text,
    class: fc.constantFrom(...tagClasses),
    unit: fc.option(text, { nil: null }),
    deadband: fc.option(
      fc.integer({ min: 0, max: 100_000 }).map((n) => n / 1_000),
      { nil: null },
    ),
    deadbandKind: fc.constantFrom("absolute", "percent"),
    span: fc.option(fc.integer({ min: 1, max: 9_999 }), { nil: null }),
    samplingMs: fc.option(fc.integer({ min: 0, max: 3_600_000 }), { nil: null }),
  });
  fc.assert(
    fc.property(
      fc.uniqueArray(tag, { selector: ({ code }) => code, minLength: 1, maxLength: 8 }),
      fc.constantFrom(...csvSeparators),
      (tags, separator) => {
        expect(readTagsCsv(writeTagsCsv(tags, separator))).toEqual({ tags, issues: [] });
      },
    ),
    { seed: 50_000, numRuns: 300 },
  );
});

test("fifty thousand rows are read", () => {
  const tags = Array.from({ length: 50_000 }, (_, i) => ({ ...temperature, code: `m.t${i}` }));
  const read = readTagsCsv(writeTagsCsv(tags, ";"));
  expect(read.issues).toEqual([]);
  expect(read.tags.length).toBe(50_000);
});
