import fc from "fast-check";
import { expect, test } from "vitest";
import { csvCell, csvSeparators, readCsv, writeCsv } from "./csv.ts";

const cellsOf = (text: string): (readonly string[])[] =>
  readCsv(text).rows.map(({ cells }) => cells);

test("a text never becomes a formula", () => {
  expect(csvCell("=HYPERLINK(1)")).toBe("'=HYPERLINK(1)");
  expect(csvCell("+49 30 1")).toBe("'+49 30 1");
  expect(csvCell("@SUM(A1)")).toBe("'@SUM(A1)");
  expect(csvCell('-1+cmd|"/C calc"!A0')).toBe('"\'-1+cmd|""/C calc""!A0"');
  expect(csvCell("\t=1")).toBe('"\'\t=1"');
});

test("a negative number stays one", () => {
  expect(csvCell(-12.5)).toBe("-12.5");
  expect(csvCell(true)).toBe("true");
});

test("outer spaces and separators survive", () => {
  expect(csvCell(" A ")).toBe('" A "');
  expect(csvCell("a;b")).toBe('"a;b"');
});

test("what a German spreadsheet writes is read: semicolons, byte order mark, CRLF, quotes over two lines", () => {
  expect(
    readCsv('\uFEFFCode;Name\r\nA-1;"Füller\r\nzweizeilig; ""neu"""\r\n\r\nA-2; ruhig \r\n'),
  ).toEqual({
    rows: [
      { line: 1, cells: ["Code", "Name"] },
      { line: 2, cells: ["A-1", 'Füller\r\nzweizeilig; "neu"'] },
      { line: 5, cells: ["A-2", "ruhig"] },
    ],
    separator: ";",
    unclosedLine: null,
  });
});

test("separators: the most frequent one of the first line, tab, and the line that names it", () => {
  expect(cellsOf("a\tb,c\td\n1\t2\t3")).toEqual([
    ["a", "b,c", "d"],
    ["1", "2", "3"],
  ]);
  expect(cellsOf('"a;b;c",d\n1,2')).toEqual([
    ["a;b;c", "d"],
    ["1", "2"],
  ]);
  expect(cellsOf("sep=;\na;b\n")).toEqual([["a", "b"]]);
  expect(cellsOf("only\rone\r")).toEqual([["only"], ["one"]]);
  expect(cellsOf("a,\n,b")).toEqual([
    ["a", ""],
    ["", "b"],
  ]);
});

test("a quote that is never closed names its line", () => {
  expect(readCsv('a,b\nc,"d\ne,f\n').unclosedLine).toBe(2);
});

test("whatever is written is read back", () => {
  const cell = fc.string({ unit: fc.constantFrom(..."aä'=+-@\"\\,;\t \r\n0"), maxLength: 8 });
  fc.assert(
    fc.property(
      fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 }),
      fc.constantFrom(...csvSeparators),
      (rows, separator) => {
        const head = ["x", "y", "z", "w"];
        const whole = [head, ...rows.filter((row) => row.some((text) => text !== ""))];
        expect(cellsOf(writeCsv(whole, separator))).toEqual(whole);
      },
    ),
    { seed: 20_261, numRuns: 300 },
  );
});
