import type { StopTraits } from "./choice-features.ts";
import type { FoundEvidence, TrainedModel } from "./choice-model.ts";

export interface SuggestedReason {
  readonly reasonId: string;
  readonly confidence: number;
  readonly evidence: readonly FoundEvidence[];
}

/** So many buttons fit under a thumb. */
const mostSuggestions = 3;
/** Two numbers explain; five confuse. */
const mostEvidence = 2;
/** Below it a suggestion is noise. */
const leastConfidence = 0.05;

/** The reasons most probable for a stop, each with how often such a suggestion was right and what speaks for it. */
export function suggestReasons(
  { model, calibration }: TrainedModel,
  traits: StopTraits,
  mayBe: (reasonId: string) => boolean,
): SuggestedReason[] {
  const ranked = model.rank(traits, mayBe).slice(0, mostSuggestions);
  const best = ranked[0];
  if (best === undefined) return [];
  // What the best one may be trusted less, the others may be, too.
  const trust = calibration(best.probability) / best.probability;
  return ranked
    .map(({ reasonId, probability }) => ({
      reasonId,
      confidence: Math.min(1, probability * trust),
      evidence: model.evidenceFor(traits, reasonId).slice(0, mostEvidence),
    }))
    .filter(({ confidence }, i) => i === 0 || confidence >= leastConfidence);
}
