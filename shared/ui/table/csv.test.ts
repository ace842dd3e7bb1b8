import { expect, test } from "vitest";
import { csvText } from "./csv.ts";

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
