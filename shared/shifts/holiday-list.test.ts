import { expect, test } from "vitest";
import { readHolidays } from "./holiday-list.ts";

const read = (text: string) => {
  const { holidays, known, refused } = readHolidays(text, [
    { date: "2026-01-01", name: "New Year" },
  ]);
  return [
    holidays.map(({ date, name }) => `${date} ${name}`),
    known,
    refused.map((one) => one.line),
  ];
};

test("a spreadsheet's CSV, with heading, quotes and either order", () => {
  const csv = 'Date;Name\r\n2026-12-25;"Christmas Day"\r\n"Labour Day",2026-05-01\r\n';
  expect(read(`\uFEFF${csv}`)).toEqual([
    ["2026-05-01 Labour Day", "2026-12-25 Christmas Day"],
    0,
    [],
  ]);
});

test("lines pasted from a page, with the day first and dots", () => {
  expect(read("1.5.2026 Tag der Arbeit\n03.10.2026\tTag der Deutschen Einheit")).toEqual([
    ["2026-05-01 Tag der Arbeit", "2026-10-03 Tag der Deutschen Einheit"],
    0,
    [],
  ]);
});

test("dates that are there already are counted, not doubled", () => {
  expect(read("2026-01-01, Neujahr\n2026-01-06, Epiphany\n2026-01-06, Again")).toEqual([
    ["2026-01-06 Epiphany"],
    2,
    [],
  ]);
});

test("what is no date of the calendar is refused by its line", () => {
  expect(
    read("2026-02-30, Never\n05/01/2026, May or January\n2026-12-24\n\n2026-12-26, Boxing Day"),
  ).toEqual([["2026-12-26 Boxing Day"], 0, [1, 2, 3]]);
});
