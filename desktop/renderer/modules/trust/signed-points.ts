import type { Format } from "#shared/ui/format/format.ts";

/** A difference of ratios in percentage points: `+8.5`, `−3.3`; what rounds to nothing says so, as it is not nothing. */
export function signedPoints(format: Pick<Format, "precise">, by: number): string {
  const sign = by > 0 ? "+" : "−";
  const points = Math.abs(by) * 100;
  return points < 0.05 ? `< ${format.precise(0.1, 1)}` : `${sign}${format.precise(points, 1)}`;
}
