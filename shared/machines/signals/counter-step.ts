import type { CounterRule } from "../signal-rules.ts";

/** Why a counter step waits for a person's decision. */
export const suspectCodes = ["fell", "too_fast", "torn", "correction", "too_large"] as const;
export type SuspectCode = (typeof suspectCodes)[number];

/**
 * What one counter difference means. `counts` are counts of the counter, not yet pieces.
 * - `counted`: believed. `reset` = the counter began again and `counts` is what it reached since.
 * - `jitter`: a fall within the tolerance, expected to return.
 * - `suspect`: not believed; `counts` is what it would be worth if a person accepts it.
 */
export type CounterStep =
  | { readonly kind: "same" }
  | {
      readonly kind: "counted";
      readonly how: "forward" | "wrap" | "reset";
      readonly counts: bigint;
    }
  | { readonly kind: "jitter"; readonly counts: bigint }
  | { readonly kind: "suspect"; readonly why: SuspectCode; readonly counts: bigint };

/** A restart of the PLC between the two readings confirms a reset. */
export interface StepCircumstances {
  readonly elapsedMs: number;
  readonly restarted: boolean;
}

/** Time stamps jitter by a sampling interval, so the elapsed time is taken as at least this long when a rate is judged. */
const leastElapsedMs = 1_000;

/** Allowance on the declared rate (kpi rule: max rate × elapsed × 1.5). */
const rateAllowance = 1.5;

/** Without a declared rate a wrap is believed when the step is at most this part of the range: 1/10. */
const nearMaximumShare = 10n;

/** A 32-bit counter read in two 16-bit words may be off by one word: 65536, give or take what was counted meanwhile. */
const wordStep = 65_536n;
const wordSlack = 16n;

const mod = (value: bigint, modulus: bigint): bigint => ((value % modulus) + modulus) % modulus;

/** A counter whose smallest step may be several counts at once, as a meter that shows whole kilowatt-hours. */
export interface SteppedCounter extends CounterRule {
  /** Absent = 1. */
  readonly countsPerStep?: number;
}

/** Most counts that are possible in the elapsed time, at least one step; null when no rate is declared. */
export function mostCounts(rule: SteppedCounter, elapsedMs: number): bigint | null {
  if (rule.maxPerMinute === undefined) return null;
  const pieces = (rule.maxPerMinute * Math.max(elapsedMs, leastElapsedMs) * rateAllowance) / 60_000;
  const least = rule.countsPerStep ?? 1;
  return BigInt(Math.max(least, Math.floor(pieces / rule.piecesPerCount)));
}

/** True when the counter may have wrapped more than once unseen, so that the difference may be short by whole ranges. */
export function mayHaveWrappedUnseen(rule: CounterRule, elapsedMs: number): boolean {
  const most = mostCounts(rule, elapsedMs);
  return rule.modulus !== undefined && most !== null && most >= BigInt(rule.modulus);
}

const believed = (
  how: "forward" | "wrap" | "reset",
  counts: bigint,
  piecesPerCount: number,
): CounterStep =>
  counts * BigInt(piecesPerCount) > BigInt(Number.MAX_SAFE_INTEGER)
    ? { kind: "suspect", why: "too_large", counts }
    : { kind: "counted", how, counts };

function judgeRise(rule: CounterRule, rise: bigint, most: bigint | null): CounterStep {
  // Seen from the other side of a wrap, a large rise is a small step back: 2 → 65535.
  const back = rule.modulus === undefined ? null : mod(-rise, BigInt(rule.modulus));
  if (back !== null && back > 0n && back <= BigInt(rule.jitter))
    return { kind: "jitter", counts: -back };
  if (most !== null && rise > most) return { kind: "suspect", why: "too_fast", counts: rise };
  if (most === null && rise >= wordStep - wordSlack && rise <= wordStep + wordSlack) {
    return { kind: "suspect", why: "torn", counts: rise };
  }
  return believed("forward", rise, rule.piecesPerCount);
}

function judgeFall(
  rule: CounterRule,
  from: bigint,
  to: bigint,
  most: bigint | null,
  restarted: boolean,
): CounterStep {
  if (from - to <= BigInt(rule.jitter)) return { kind: "jitter", counts: to - from };
  if (rule.modulus !== undefined) {
    const modulus = BigInt(rule.modulus);
    const wrapped = mod(to - from, modulus);
    const nearMaximum = modulus / nearMaximumShare;
    const limit = most ?? (nearMaximum > 1n ? nearMaximum : 1n);
    if (wrapped > 0n && wrapped <= limit) return believed("wrap", wrapped, rule.piecesPerCount);
  }
  const confirmed = rule.reset === "accept" || (rule.reset === "confirmed" && restarted);
  if (!confirmed || to < 0n) return { kind: "suspect", why: "fell", counts: to < 0n ? 0n : to };
  if (most !== null && to > most) return { kind: "suspect", why: "too_fast", counts: to };
  return believed("reset", to, rule.piecesPerCount);
}

/** Judges the difference between two readings of one counter by its rule (kpi rows: reset, rollover, jitter, manual edit). */
export function judgeStep(
  rule: CounterRule,
  from: bigint,
  to: bigint,
  when: StepCircumstances,
): CounterStep {
  if (to === from) return { kind: "same" };
  const most = mostCounts(rule, when.elapsedMs);
  return to > from
    ? judgeRise(rule, to - from, most)
    : judgeFall(rule, from, to, most, when.restarted);
}
