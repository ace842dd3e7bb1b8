import { expect, test } from "vitest";
import { panned, tagIdsOf, trendSearch, viewOf, zoomed } from "./trend-search.ts";

const id = (n: number) => `01a20448-0000-7000-8000-00000000000${n}`;
const now = 1_772_427_600_000;

test("an address that makes no sense shows an hour and no tags", () => {
  const search = trendSearch.parse({ tags: 7, range: "century", from: "x", live: "maybe" });
  expect(search).toMatchObject({ tags: "", range: "1h", from: null, live: true });
  expect(viewOf(search, now, null)).toEqual({ start: now - 3_600_000, end: now });
});

test("tags stand in the address once each, and only as ids", () => {
  expect(tagIdsOf({ tags: `${id(1)},<b>,${id(2)},${id(1)}` })).toEqual([id(1), id(2)]);
});

test("a chosen range stands still, the running shift is shown whole, without one eight hours", () => {
  const search = trendSearch.parse({ range: null, from: now - 10_000, to: now });
  expect(viewOf(search, now + 99_999, null)).toEqual({ start: now - 10_000, end: now });
  const shift = { start: now - 5, end: now + 5 };
  const ofShift = trendSearch.parse({ range: "shift" });
  expect(viewOf(ofShift, now, shift)).toEqual(shift);
  expect(viewOf(ofShift, now, null)).toEqual({ start: now - 8 * 3_600_000, end: now });
});

test("zooming keeps what is pointed at in its place, panning keeps the length", () => {
  const view = { start: now, end: now + 100_000 };
  expect(zoomed(view, now + 25_000, 0.5)).toEqual({ start: now + 12_500, end: now + 62_500 });
  expect(zoomed(view, now, 1e-9)).toEqual({ start: now, end: now + 1_000 });
  expect(panned(view, -0.1)).toEqual({ start: now - 10_000, end: now + 90_000 });
});
