import { qualityOf, type TagValue } from "../machines/sample.ts";
import { markedTime, type MarkedSpan, type MarkedState } from "./marked-time.ts";
import type { Candidate, Recording } from "./recording.ts";
import type { RankedCandidate } from "./teach.contract.ts";

/** More different values than this are no state but a measurement or a counter. */
const mostValues = 12;
/** Every value beyond two makes an agreement by chance easier. */
const valueWeight = 0.03;
/** A measurement has a threshold to be chosen: between equals the plain bit wins. */
const measurementFactor = 0.97;

/** How a candidate tells the state asked for: the values that mean it, or the side of a threshold. */
export type StateReading =
  | {
      readonly kind: "values";
      readonly meaning: readonly TagValue[];
      /** Values seen in marked time that do not mean it. */
      readonly others: readonly TagValue[];
    }
  | { readonly kind: "above" | "below"; readonly threshold: number };

export interface RankedState extends RankedCandidate {
  readonly reading: StateReading;
}

/** One value of a candidate, with the time it held while the state was and was not as asked. Milliseconds. */
interface HeldValue {
  readonly value: TagValue;
  readonly during: number;
  readonly outside: number;
}

/**
 * Ranks candidates by how well some of their values tell `role` from the rest of the marked time, best first:
 * agreement = (agreed − c) / (marked − c), where c is what a signal that never changes would agree (a skill score: 0 =
 * no better than knowing nothing, 1 = every marked millisecond). Left out are the seconds around each mark.
 * Needs time with and without the state; returns nothing before.
 */
export function rankStates(recording: Recording, role: MarkedState): RankedState[] {
  const spans = markedTime(recording.marks, recording.end);
  const isRole = ({ state }: MarkedSpan) => state === role;
  if (!spans.some(isRole) || spans.every(isRole)) return [];
  return recording.candidates
    .flatMap((candidate) => rankOne(candidate, spans, role) ?? [])
    .toSorted((a, b) => b.agreement - a.agreement || (a.address < b.address ? -1 : 1));
}

function rankOne(
  candidate: Candidate,
  spans: readonly MarkedSpan[],
  role: MarkedState,
): RankedState | null {
  const held = heldValues(candidate, spans, role);
  if (held.length < 2) return null;
  const isMeasured = held.length > mostValues;
  if (held.length > 3 && isRising(candidate)) return null;
  if (isMeasured && held.some(({ value }) => typeof value !== "number")) return null;
  const during = held.reduce((sum, one) => sum + one.during, 0);
  const total = during + held.reduce((sum, one) => sum + one.outside, 0);
  const isFraction = held.some(
    ({ value }) => typeof value === "number" && !Number.isInteger(value),
  );
  const { agreed, reading } = isMeasured || isFraction ? bestThreshold(held) : bestValues(held);
  const constant = Math.max(during, total - during);
  const skill = total === constant ? 0 : (agreed - constant) / (total - constant);
  const weight =
    reading.kind === "values" ? 1 - valueWeight * (held.length - 2) : measurementFactor;
  return {
    address: candidate.address,
    name: candidate.name,
    agreement: Math.max(0, skill) * weight,
    matched: Math.round(agreed),
    missed: Math.round(total - agreed),
    extra: 0,
    lagMs: null,
    traits: [traitOf(reading)],
    reading,
  };
}

/** A value that only ever rises is a counter or a clock, whatever its values happen to agree with. */
function isRising({ readings }: Candidate): boolean {
  return readings.every(
    ({ value }, i) => i === 0 || value === null || value >= (readings[i - 1]!.value ?? value),
  );
}

function heldValues(
  candidate: Candidate,
  spans: readonly MarkedSpan[],
  role: MarkedState,
): HeldValue[] {
  const held = new Map<TagValue, { during: number; outside: number }>();
  for (const [i, { at, value, status }] of candidate.readings.entries()) {
    if (qualityOf(status) === "bad" || value === null) continue;
    const until = candidate.readings[i + 1]?.at ?? Number.POSITIVE_INFINITY;
    const time = held.get(value) ?? { during: 0, outside: 0 };
    for (const span of spans) {
      const ms = Math.min(until, span.end) - Math.max(at, span.start);
      if (ms > 0) time[span.state === role ? "during" : "outside"] += ms;
    }
    held.set(value, time);
  }
  return [...held]
    .map(([value, time]) => ({ value, ...time }))
    .filter(({ during, outside }) => during + outside > 0);
}

interface Best {
  readonly agreed: number;
  readonly reading: StateReading;
}

function bestValues(held: readonly HeldValue[]): Best {
  const [others, meaning] = [false, true].map((means) =>
    held.filter(({ during, outside }) => during > outside === means).map(({ value }) => value),
  ) as [TagValue[], TagValue[]];
  return {
    agreed: held.reduce((sum, { during, outside }) => sum + Math.max(during, outside), 0),
    reading: { kind: "values", meaning, others },
  };
}

function bestThreshold(held: readonly HeldValue[]): Best {
  const sorted = held.toSorted((a, b) => Number(a.value) - Number(b.value));
  const during = held.reduce((sum, one) => sum + one.during, 0);
  const total = during + held.reduce((sum, one) => sum + one.outside, 0);
  let below = { during: 0, outside: 0 };
  let best: Best = { agreed: 0, reading: { kind: "above", threshold: 0 } };
  for (const [i, one] of sorted.slice(0, -1).entries()) {
    below = { during: below.during + one.during, outside: below.outside + one.outside };
    const threshold = (Number(one.value) + Number(sorted[i + 1]!.value)) / 2;
    const above = below.outside + (during - below.during);
    if (above > best.agreed) best = { agreed: above, reading: { kind: "above", threshold } };
    if (total - above > best.agreed)
      best = { agreed: total - above, reading: { kind: "below", threshold } };
  }
  return best;
}

function traitOf(reading: StateReading): string {
  return reading.kind === "values"
    ? `values:${reading.meaning.map(String).join(",")}`
    : `${reading.kind}:${Number(reading.threshold.toPrecision(4))}`;
}
