import { expect, test } from "vitest";
import { shareText } from "./use-knowledge-text.ts";

test("a minute that is missing from a year shows in the share", () => {
  const percent = (ratio: number) => `${(ratio * 100).toFixed(1)} %`;
  expect([0.0000019, 0.9999981, 1, 0.963].map((share) => shareText(share, percent))).toEqual([
    "< 0.1 %",
    "> 99.9 %",
    "100.0 %",
    "96.3 %",
  ]);
});
