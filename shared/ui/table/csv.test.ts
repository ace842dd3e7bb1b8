import { expect, test } from "vitest";
import { csvCell, csvText } from "./csv.ts";

test("a file opens in a spreadsheet with umlauts, commas and quotes as they were", () => {
  expect(
    csvText(
      ["Code", "Name", "Pieces"],
      [
        ["A-1", 'Deckel 28 mm, "blau"', 1200],
        ["A-2", "Füller\nzweizeilig", null],
      ],
    ),
  ).toBe(
    '\uFEFFCode,Name,Pieces\r\nA-1,"Deckel 28 mm, ""blau""",1200\r\nA-2,"Füller\nzweizeilig",\r\n',
  );
});

test("a text never becomes a formula", () => {
  expect(csvCell("=HYPERLINK(1)")).toBe("'=HYPERLINK(1)");
  expect(csvCell("+49 30 1")).toBe("'+49 30 1");
  expect(csvCell("@SUM(A1)")).toBe("'@SUM(A1)");
  expect(csvCell('-1+cmd|"/C calc"!A0')).toBe('"\'-1+cmd|""/C calc""!A0"');
  expect(csvCell("\t=1")).toBe("'\t=1");
});

test("a negative number stays one", () => {
  expect(csvCell(-12.5)).toBe("-12.5");
  expect(csvCell(true)).toBe("true");
});

test("outer spaces and semicolons survive", () => {
  expect(csvCell(" A ")).toBe('" A "');
  expect(csvCell("a;b")).toBe('"a;b"');
});
