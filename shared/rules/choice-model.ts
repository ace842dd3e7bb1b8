import {
  featuresOf,
  weighedFeatures,
  type Choice,
  type StopTraits,
  type WeighedFeature,
} from "./choice-features.ts";
import { calibrate, type Calibration } from "./calibrate.ts";
import { suggestionFeatures, type SuggestionFeature } from "./suggestion.ts";

/**
 * Smoothed naive Bayes over what people chose in this plant: P(reason) · Π P(feature | reason), each with one added to
 * every count. The cause backs off: as this machine means it where that is known, else as all machines mean it.
 */

/** How often each reason was chosen where a feature had a value. */
type Tally = Map<string, Map<string, number>>;

const countIn = (tally: Tally, value: string, reasonId: string): number =>
  tally.get(value)?.get(reasonId) ?? 0;

function addTo(tally: Tally, value: string, reasonId: string): void {
  const reasons = tally.get(value) ?? new Map<string, number>();
  reasons.set(reasonId, (reasons.get(reasonId) ?? 0) + 1);
  tally.set(value, reasons);
}

const sumOf = (reasons: ReadonlyMap<string, number> | undefined): number => {
  let sum = 0;
  for (const count of reasons?.values() ?? []) sum += count;
  return sum;
};

const signatureOf = (machineId: string, cause: string): string => `${machineId}\n${cause}`;

/** So many choices of all machines weigh as much as one machine's own. */
const backOffWeight = 2;

/** A reason with how probable it is and what speaks for it. */
export interface RankedReason {
  readonly reasonId: string;
  /** 0..1 among the reasons that may be chosen. */
  readonly probability: number;
}

export interface FoundEvidence {
  readonly feature: SuggestionFeature;
  readonly value: string;
  readonly hits: number;
  readonly of: number;
}

export class ChoiceModel {
  readonly size: number;
  readonly #reasons = new Map<string, number>();
  readonly #tallies = new Map<WeighedFeature, Tally>(
    weighedFeatures.map((feature) => [feature, new Map()]),
  );
  readonly #signatures: Tally = new Map();

  constructor(choices: readonly Choice[]) {
    this.size = choices.length;
    for (const choice of choices) {
      const { reasonId } = choice;
      this.#reasons.set(reasonId, (this.#reasons.get(reasonId) ?? 0) + 1);
      const features = featuresOf(choice);
      for (const feature of weighedFeatures) {
        const value = features[feature];
        if (value !== null) addTo(this.#tallies.get(feature)!, value, reasonId);
      }
      addTo(this.#signatures, signatureOf(choice.machineId, features.cause ?? ""), reasonId);
    }
  }

  /** The reasons people have chosen before, the most probable first. `mayBe` leaves out what is not offered. */
  rank(traits: StopTraits, mayBe: (reasonId: string) => boolean = () => true): RankedReason[] {
    const scored = [...this.#reasons.keys()]
      .filter((reasonId) => mayBe(reasonId))
      .map((reasonId) => ({ reasonId, score: this.#score(traits, reasonId) }))
      .sort((a, b) => b.score - a.score || (a.reasonId < b.reasonId ? -1 : 1));
    const best = scored[0]?.score ?? 0;
    const weights = scored.map(({ score }) => Math.exp(score - best));
    const sum = weights.reduce((all, weight) => all + weight, 0);
    return scored.map(({ reasonId }, i) => ({ reasonId, probability: weights[i]! / sum }));
  }

  /** What speaks for a reason more than it does for reasons on the whole; the strongest first. */
  evidenceFor(traits: StopTraits, reasonId: string): FoundEvidence[] {
    const features = featuresOf(traits);
    const usual = (this.#reasons.get(reasonId) ?? 0) / Math.max(1, this.size);
    const found = weighedFeatures.flatMap((feature): FoundEvidence[] => {
      const value = features[feature];
      if (value === null || (feature === "cause" && value === "")) return [];
      const reasons = this.#tallies.get(feature)!.get(value);
      return [{ feature, value, hits: reasons?.get(reasonId) ?? 0, of: sumOf(reasons) }];
    });
    if (traits.cause !== null) {
      const reasons = this.#signatures.get(signatureOf(traits.machineId, traits.cause));
      const of = sumOf(reasons);
      if (of > 0)
        found.push({
          feature: "signature",
          value: traits.cause,
          hits: reasons!.get(reasonId) ?? 0,
          of,
        });
    }
    const hasSignature = found.some(({ feature, hits }) => feature === "signature" && hits > 0);
    // Few cases say less than their share: one more is thought of on either side.
    const weight = ({ hits, of }: FoundEvidence) => (hits + 1) / (of + 2);
    return found
      .filter(({ hits, of }) => hits > 0 && hits / of >= usual)
      .filter(({ feature }) => !hasSignature || (feature !== "cause" && feature !== "machine"))
      .sort(
        (a, b) =>
          weight(b) - weight(a) ||
          suggestionFeatures.indexOf(a.feature) - suggestionFeatures.indexOf(b.feature),
      );
  }

  #score(traits: StopTraits, reasonId: string): number {
    const chosen = this.#reasons.get(reasonId)!;
    const features = featuresOf(traits);
    let score = Math.log((chosen + 1) / (this.size + this.#reasons.size));
    for (const feature of weighedFeatures) {
      const value = features[feature];
      if (value === null) continue;
      const tally = this.#tallies.get(feature)!;
      const general = (countIn(tally, value, reasonId) + 1) / (chosen + tally.size + 1);
      score += Math.log(feature === "cause" ? this.#ofMachine(traits, reasonId, general) : general);
    }
    return score;
  }

  /** P(cause | reason, machine), leaning on P(cause | reason) where the machine has told little. */
  #ofMachine(traits: StopTraits, reasonId: string, general: number): number {
    const onMachine = countIn(this.#tallies.get("machine")!, traits.machineId, reasonId);
    const both = countIn(
      this.#signatures,
      signatureOf(traits.machineId, traits.cause ?? ""),
      reasonId,
    );
    return (both + backOffWeight * general) / (onMachine + backOffWeight);
  }
}

/** Every fifth choice is held back to see how often the others get it right. */
const heldBackEvery = 5;

export interface TrainedModel {
  readonly model: ChoiceModel;
  readonly calibration: Calibration;
}

/** Learns from all choices, and from held-out ones how far its own certainty can be trusted. */
export function train(choices: readonly Choice[]): TrainedModel {
  const isHeldBack = (_: Choice, i: number): boolean => i % heldBackEvery === heldBackEvery - 1;
  const taught = new ChoiceModel(choices.filter((choice, i) => !isHeldBack(choice, i)));
  const trials = choices.filter(isHeldBack).flatMap((choice) => {
    const best = taught.rank(choice)[0];
    return best === undefined
      ? []
      : [{ claimed: best.probability, isRight: best.reasonId === choice.reasonId }];
  });
  return { model: new ChoiceModel(choices), calibration: calibrate(trials) };
}
