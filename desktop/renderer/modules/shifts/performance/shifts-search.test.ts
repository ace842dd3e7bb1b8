import { expect, test } from "vitest";
import { shiftsAsked, shiftsRange, shiftsSearch } from "./shifts-search.ts";

const day = 86_400_000;
const empty = shiftsSearch.parse({});

test("a span ends with the running minute; a chosen range wins, unless it is turned round or too long", () => {
  expect(shiftsRange(empty, 10 * day + 1)).toEqual({
    from: 3 * day + 60_000,
    to: 10 * day + 60_000,
  });
  expect(shiftsRange({ ...empty, from: 1, to: 5 }, day)).toEqual({ from: 1, to: 5 });
  expect(shiftsRange({ ...empty, from: 5, to: 1 }, 10 * day).to).toBe(10 * day);
  expect(shiftsRange({ ...empty, from: 0, to: 100 * day }, 200 * day).to).toBe(200 * day);
});

test("an address that says nonsense shows a week of all shifts by day", () => {
  expect(shiftsSearch.parse({ view: "pie", span: 3, from: "x" })).toMatchObject({
    view: "days",
    span: "week",
    from: undefined,
  });
  expect(shiftsAsked(empty, day)).toMatchObject({ machineIds: [], shiftCodes: [], crews: [] });
  expect(shiftsAsked({ ...empty, shift: "E", crew: "Blue" }, day)).toMatchObject({
    shiftCodes: ["E"],
    crews: ["Blue"],
  });
});
