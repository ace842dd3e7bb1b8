import { expect, test } from "vitest";
import { paretoLayout } from "./pareto-layout.ts";

const values = (...list: number[]) => list.map((value, at) => ({ key: `r${at}`, value }));

test("the few that make four fifths of the time are marked, and the line ends at one", () => {
  const { bars, rest } = paretoLayout(values(50, 25, 15, 10), 100, 15);
  expect(
    bars.map(({ length, share, cumulative, isVital }) => [length, share, cumulative, isVital]),
  ).toEqual([
    [1, 0.5, 0.5, true],
    [0.5, 0.25, 0.75, true],
    [0.3, 0.15, 0.9, true],
    [0.2, 0.1, 1, false],
  ]);
  expect(rest).toBeNull();
});

test("behind fifteen bars stands the rest with its number and its sum", () => {
  const { bars, rest } = paretoLayout(values(...Array.from({ length: 20 }, () => 5)), 100, 15);
  expect(bars).toHaveLength(15);
  expect(rest).toEqual({ count: 5, value: 25, share: 0.25 });
});

test("a rest of one is shown by its name", () => {
  expect(paretoLayout(values(...Array.from({ length: 16 }, () => 1)), 16, 15)).toMatchObject({
    rest: null,
  });
});

test("nothing lost has no bars of any length, and no share", () => {
  expect(paretoLayout(values(0), 0, 15).bars).toEqual([
    { key: "r0", length: 0, share: 0, cumulative: 0, isVital: false },
  ]);
});
