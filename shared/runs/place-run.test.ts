import { describe, expect, test } from "vitest";
import { placeStart, refuseBadBounds, refuseOverlap, type RunTime } from "./place-run.ts";

const run = (id: string, start: number, end: number | null): RunTime => ({
  id,
  productCode: id.toUpperCase(),
  orderNo: null,
  start,
  end,
});
const wanted = (start: number, end: number | null = null) => ({
  id: null,
  productCode: "NEW",
  orderNo: "4711",
  start,
  end,
});

describe("starting a run", () => {
  test("ends the one that is open then", () => {
    const open = run("a", 10, null);
    expect(placeStart(wanted(20), [open])).toEqual({ ends: open, replaces: null });
  });

  test("replaces one that began at the same instant", () => {
    const open = run("a", 20, null);
    expect(placeStart(wanted(20), [open])).toEqual({ ends: null, replaces: open });
  });

  test("is refused with both rows when another began after it", () => {
    const later = run("b", 30, null);
    expect(() => placeStart(wanted(20), [later])).toThrow(
      expect.objectContaining({
        code: "OVERLAP",
        data: {
          entity: "run",
          rows: [
            { id: null, label: "NEW 4711", start: 20, end: null },
            { id: "b", label: "B", start: 30, end: null },
          ],
        },
      }),
    );
  });

  test("is refused inside a run that has ended: the past is corrected, not cut", () => {
    expect(() => placeStart(wanted(20), [run("a", 10, 25)])).toThrow("OVERLAP");
  });
});

test("runs that touch do not overlap, and a run does not overlap itself", () => {
  const others = [run("a", 0, 10), run("b", 20, null)];
  expect(() => refuseOverlap(wanted(10, 20), others)).not.toThrow();
  expect(() => refuseOverlap({ ...wanted(15, null), id: "b" }, others)).not.toThrow();
  expect(() => refuseOverlap(wanted(9, 20), others)).toThrow("OVERLAP");
});

test("a run neither ends before it starts nor lies in the future", () => {
  expect(() => refuseBadBounds({ start: 10, end: 20 }, 20)).not.toThrow();
  for (const bounds of [
    { start: 21, end: null },
    { start: 10, end: 10 },
    { start: 10, end: 21 },
  ])
    expect(() => refuseBadBounds(bounds, 20)).toThrow("INVALID");
});
