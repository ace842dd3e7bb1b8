import { median } from "./median.ts";
import { counterSteps, type CounterSteps } from "./counter-steps.ts";
import type { Candidate, Recording } from "./recording.ts";
import { spikeDistance, type SpikeMatch } from "./spike-distance.ts";
import type { RankedCandidate } from "./teach.contract.ts";

/** Moving a step onto a mark costs this per second: two seconds apart is as bad as not seen at all. */
const perSecond = 1;
/** A machine may count long before or after a person sees the part; further than this is another part. */
const longestLagMs = 30_000;
/** What a lag of the whole reach costs: enough to decide between equals, no more. */
const lagWeight = 0.1;
/** A pulse can be missed and a bit may mean anything: between equals the counter wins. */
const pulseFactor = 0.95;

interface Agreement {
  readonly match: SpikeMatch;
  readonly lagMs: number;
  readonly agreement: number;
  readonly stepCount: number;
}

/**
 * Ranks candidates by how well their steps agree with the parts a person marked, best first:
 * agreement = 1 − D / (marks + steps), where D is the Victor–Purpura distance of the marks and the steps shifted by the lag
 * that fits best; less a little for a long lag, for falls that no counter makes, and for a bit instead of a counter.
 * Candidates that never moved are left out. Needs two marked parts; returns nothing before.
 */
export function rankCounters(recording: Recording): RankedCandidate[] {
  const parts = recording.marks.filter(({ kind }) => kind === "part").map(({ at }) => at);
  if (parts.length < 2) return [];
  return recording.candidates
    .flatMap((candidate) => rankOne(candidate, parts) ?? [])
    .toSorted((a, b) => b.agreement - a.agreement || (a.address < b.address ? -1 : 1));
}

function rankOne(candidate: Candidate, parts: readonly number[]): RankedCandidate | null {
  const moves = counterSteps(candidate);
  if (moves === null || moves.steps.length === 0) return null;
  const best = bestLag(
    parts,
    moves.steps.map(({ at }) => at),
  );
  const { match, lagMs, stepCount } = best;
  const movesBothWays = moves.otherFalls / (moves.otherFalls + moves.steps.length);
  const factor = (1 - movesBothWays) * (moves.kind === "pulse" ? pulseFactor : 1);
  return {
    address: candidate.address,
    name: candidate.name,
    agreement: Math.max(0, best.agreement) * factor,
    matched: match.pairs.length,
    missed: parts.length - match.pairs.length,
    extra: stepCount - match.pairs.length,
    lagMs: match.pairs.length === 0 ? null : Math.round(-lagMs),
    traits: traitsOf(moves),
  };
}

/** The lag is sought among the distances of marks to their nearest steps. */
function bestLag(parts: readonly number[], steps: readonly number[]): Agreement {
  const between = median(parts.slice(1).map((at, i) => at - parts[i]!));
  const reach = Math.min(longestLagMs, between / 2);
  const lags = new Set([0]);
  for (const part of parts) {
    for (const step of steps) if (Math.abs(part - step) <= reach) lags.add(part - step);
  }
  const agreements = [...lags].map((lagMs) => agreementAt(parts, steps, { lagMs, reach }));
  return agreements.reduce((best, one) => (one.agreement > best.agreement ? one : best));
}

/** `lagMs` is added to every step. Steps count as long as they lie within half a part of the marks. */
function agreementAt(
  parts: readonly number[],
  steps: readonly number[],
  { lagMs, reach }: { readonly lagMs: number; readonly reach: number },
): Agreement {
  const [first, last] = [parts[0]! - reach, parts.at(-1)! + reach];
  const shifted = steps.map((at) => at + lagMs).filter((at) => at >= first && at <= last);
  const length = parts.length + shifted.length;
  // Two series of very different length can only be far apart: no need to compute how far.
  if (shifted.length > parts.length * 6) {
    return {
      match: { distance: length, pairs: [] },
      lagMs,
      agreement: 0,
      stepCount: shifted.length,
    };
  }
  const match = spikeDistance(parts, shifted, perSecond);
  const lagCost = reach === 0 ? 0 : (lagWeight * Math.abs(lagMs)) / reach;
  return {
    match,
    lagMs,
    agreement: (1 - match.distance / length) * (1 - lagCost),
    stepCount: shifted.length,
  };
}

function traitsOf({ kind, steps, resets, otherFalls }: CounterSteps): string[] {
  if (kind === "pulse") return ["pulse"];
  const sizes = Map.groupBy(steps, ({ by }) => by);
  const usual = [...sizes].reduce((most, one) => (one[1].length > most[1].length ? one : most))[0];
  return [
    `counter_by:${usual}`,
    ...(sizes.size > 1 ? ["uneven_steps"] : []),
    ...(resets.length > 0 ? [`resets_to:${resets.at(-1)!.to}`] : []),
    ...(otherFalls > 0 ? ["falls"] : []),
  ];
}
