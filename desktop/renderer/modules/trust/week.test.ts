import { expect, it } from "vitest";
import { firstWeek, weekBeside, weekOf } from "./week.ts";

const berlin = "Europe/Berlin";
const hour = 3_600_000;

it("is Monday to Monday by the plant's clock", () => {
  const week = weekOf("2026-11-22", berlin);
  expect(week).toMatchObject({ monday: "2026-11-16", number: 47 });
  expect(week.range.from).toBe(Date.parse("2026-11-15T23:00:00Z"));
  expect(week.range.to - week.range.from).toBe(168 * hour);
  expect(weekBeside(week, -1, berlin).monday).toBe("2026-11-09");
});

it("is an hour longer where clocks go back, and shorter where they go forward", () => {
  const length = ({ range }: ReturnType<typeof weekOf>) => (range.to - range.from) / hour;
  expect(length(weekOf("2026-10-25", berlin))).toBe(169);
  expect(length(weekOf("2026-03-29", berlin))).toBe(167);
});

it("begins with the week before on a Monday", () => {
  expect(firstWeek(Date.parse("2026-11-16T08:00:00Z"), berlin).monday).toBe("2026-11-09");
  expect(firstWeek(Date.parse("2026-11-17T08:00:00Z"), berlin).monday).toBe("2026-11-16");
});
