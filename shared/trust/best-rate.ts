import { minuteMs } from "../kernel/instant.ts";

/** Measured pieces of a product in one minute. */
export interface MinutePieces {
  readonly minute: number;
  readonly productId: string;
  readonly total: number;
}

/** The best that was kept up over a window. */
export interface BestRate {
  readonly start: number;
  readonly end: number;
  readonly pieces: number;
}

/** How long a rate must be kept up to count as demonstrated. */
export const sustainedMs = 30 * minuteMs;

/** Microseconds per piece of the window. */
export const usPerPiece = ({ start, end, pieces }: BestRate): number =>
  ((end - start) * 1_000) / pieces;

/**
 * The half hour in which most pieces of each product were made. Minutes without pieces count as the nothing they were, so a
 * burst after a pause shows no rate that could be kept up.
 *
 * @param minutes in order of time; a minute may stand there several times
 */
export function bestRates(minutes: readonly MinutePieces[]): Map<string, BestRate> {
  const best = new Map<string, BestRate>();
  for (const [productId, made] of Map.groupBy(minutes, (row) => row.productId)) {
    let pieces = 0;
    let first = 0;
    for (const { minute, total } of made) {
      pieces += total;
      const end = minute + minuteMs;
      for (; made[first]!.minute < end - sustainedMs; first++) pieces -= made[first]!.total;
      if (pieces > (best.get(productId)?.pieces ?? 0))
        best.set(productId, { start: end - sustainedMs, end, pieces });
    }
  }
  return best;
}
