import { expect, it } from "vitest";
import { minuteMs } from "../kernel/instant.ts";
import { bestRates, sustainedMs, usPerPiece } from "./best-rate.ts";

const at = (minute: number, total: number, productId = "A") => ({
  minute: minute * minuteMs,
  productId,
  total,
});
const steady = (from: number, to: number, total: number, productId = "A") =>
  Array.from({ length: to - from }, (_, i) => at(from + i, total, productId));

it("finds the half hour in which most pieces were made, of each product by itself", () => {
  const best = bestRates([
    ...steady(0, 60, 30),
    ...steady(60, 90, 40),
    ...steady(90, 120, 30),
    ...steady(200, 260, 5, "B"),
  ]);
  expect(best.get("A")).toEqual({ start: 60 * minuteMs, end: 90 * minuteMs, pieces: 1_200 });
  expect(usPerPiece(best.get("A")!)).toBe(1_500_000);
  expect(best.get("B")!.pieces).toBe(150);
});

it("does not take a burst for a rate: minutes without pieces count", () => {
  const best = bestRates([...steady(0, 60, 10), at(100, 250)]).get("A")!;
  expect(best.pieces).toBe(300);
  expect(best.end - best.start).toBe(sustainedMs);
});

it("knows nothing of a product that made nothing", () => {
  expect(bestRates([]).size).toBe(0);
  expect(bestRates([at(0, 0)]).size).toBe(0);
});
