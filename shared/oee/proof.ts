import type { BookedCount } from "./book-counts.ts";
import type { ClassifiedSpan } from "./classify-time.ts";
import { clip, lengthOf, type Span } from "#shared/kernel/span.ts";
import { kpiDefinition, type KpiSources } from "./kpi-definition.ts";
import { kpisOf, type KpiSet } from "./kpis.ts";
import { sumUp, type OeeSums } from "./oee-sums.ts";
import { scheduledTime } from "./machine-time.ts";
import { printSums, type PrintedSums } from "./printed-sums.ts";
import { timeAndPieces } from "./time-and-pieces.ts";
import { timeElements } from "./time-elements.ts";
import type { KpiPolicy } from "./kpi-policy.ts";
import type { OeeInput } from "./time-model.ts";

/** Planned time measured on the shift calendar against the same time summed from the classes. Milliseconds. */
export interface Balance {
  /** Shift time inside the span up to now, from the calendar. */
  readonly scheduledMs: number;
  /** Breaks and planned stops in it, from the spans. */
  readonly plannedDownMs: number;
  /** Planned busy time: scheduled − planned downtime. */
  readonly plannedMs: number;
  /** APT + AUST + ADET + ADOT + unknown, from the spans. */
  readonly accountedMs: number;
  /** Planned − accounted: always 0, else the figures must not be believed. */
  readonly remainderMs: number;
}

/** Every second and piece behind the figures of one machine and span. Plain JSON, so that it can be kept and sent. */
export interface Proof {
  readonly span: Span;
  readonly now: number;
  readonly policy: KpiPolicy;
  /** The text whose hash says which figures may be compared with these. */
  readonly definition: string;
  readonly spans: readonly ClassifiedSpan[];
  readonly counts: readonly BookedCount[];
  readonly preliminary: boolean;
  readonly balance: Balance;
  readonly sums: PrintedSums;
  readonly kpis: KpiSet;
}

/** Computes the figures of the input together with everything needed to compute them again. */
export function proofOf(input: OeeInput, sources: KpiSources): Proof {
  const parts = timeAndPieces(input);
  const sums = sumUp(parts);
  return {
    span: input.span,
    now: input.now,
    policy: input.policy,
    definition: kpiDefinition(input.policy, sources),
    ...parts,
    balance: balanceOf(input, sums),
    sums: printSums(sums),
    kpis: kpisOf(sums, input.policy),
  };
}

/** The sums and figures once more from nothing but the intervals and counts in the proof: the same digits. */
export function recompute(proof: Proof): Pick<Proof, "sums" | "kpis"> {
  const sums = sumUp(proof);
  return { sums: printSums(sums), kpis: kpisOf(sums, proof.policy) };
}

function balanceOf(input: OeeInput, sums: OeeSums): Balance {
  const known = { start: input.span.start, end: Math.min(input.span.end, input.now) };
  const scheduledMs = scheduledTime(input.shifts)
    .map((piece) => clip(piece, known))
    .reduce((sum, piece) => sum + (piece === undefined ? 0 : lengthOf(piece)), 0);
  const plannedDownMs = sums.time.planned_down;
  const plannedMs = scheduledMs - plannedDownMs;
  const accountedMs = timeElements(sums.time).pbt;
  return {
    scheduledMs,
    plannedDownMs,
    plannedMs,
    accountedMs,
    remainderMs: plannedMs - accountedMs,
  };
}
