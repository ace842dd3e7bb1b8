import { z } from "zod";

/**
 * Pieces by three counters since they were last found to agree: total = good + reject. `disagrees`: people were told.
 */
export const countAgreement = z.object({
  total: z.int(),
  good: z.int(),
  reject: z.int(),
  disagrees: z.boolean(),
});
export type CountAgreement = z.infer<typeof countAgreement>;

export const noAgreementYet: CountAgreement = { total: 0, good: 0, reject: 0, disagrees: false };

/** Counters are not read in the same instant: a difference of this many pieces, or this part of the total, says nothing. */
const leastDifference = 10;
const leastShare = 0.01;
/** After this many pieces that agree the comparison begins anew, so that old agreement hides no new error. */
const enoughPieces = 1_000;

/** Adds pieces of one counter and compares. */
export function compareCounts(
  before: CountAgreement,
  counted: { readonly total?: number; readonly good?: number; readonly reject?: number },
): CountAgreement {
  const total = before.total + (counted.total ?? 0);
  const good = before.good + (counted.good ?? 0);
  const reject = before.reject + (counted.reject ?? 0);
  const difference = Math.abs(total - good - reject);
  const isApart =
    difference > Math.max(leastDifference, leastShare * Math.max(total, good + reject));
  if (!isApart && total >= enoughPieces) return noAgreementYet;
  // Told once: the sums swing about the limit while the counters come one after the other.
  return { total, good, reject, disagrees: before.disagrees || isApart };
}
