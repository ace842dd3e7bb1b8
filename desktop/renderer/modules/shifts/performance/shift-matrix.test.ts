import { expect, test } from "vitest";
import type { ComparedShift } from "#shared/shifts/shifts.contract.ts";
import { shiftMatrix } from "./shift-matrix.ts";

const hour = 3_600_000;
const row = (businessDate: string, code: string, start: number, patternCode = "P") =>
  ({
    shift: {
      id: `${businessDate} ${code}`,
      businessDate,
      code,
      name: code,
      start,
      patternId: patternCode,
      patternCode,
    },
  }) as ComparedShift;

test("days are rows, newest first; shifts are columns as they follow each other, pattern by pattern", () => {
  const monday = Date.parse("2026-03-02T00:00Z");
  const tuesday = monday + 24 * hour;
  const { columns, days } = shiftMatrix(
    [
      row("2026-03-03", "N", tuesday + 22 * hour),
      row("2026-03-03", "E", tuesday + 6 * hour),
      row("2026-03-02", "N", monday + 22 * hour),
      row("2026-03-02", "L", monday + 14 * hour),
      row("2026-03-02", "D", monday + 7 * hour, "A"),
    ],
    [],
  );
  expect(columns.map(({ patternCode, code }) => `${patternCode} ${code}`)).toEqual([
    "A D",
    "P E",
    "P L",
    "P N",
  ]);
  expect(
    days.map(({ date, cells }) => [date, cells.map((cell) => cell?.shift.code ?? "-").join("")]),
  ).toEqual([
    ["2026-03-03", "-E-N"],
    ["2026-03-02", "D-LN"],
  ]);
});
