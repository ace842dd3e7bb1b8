import type { Span } from "../kernel/span.ts";
import type { MachineState, Provenance } from "../machines/machine-state.ts";
import type { KpiPolicy } from "./kpi-policy.ts";
import type { ReasonCategory } from "../stops/reason-category.ts";

/**
 * Time model after ISO 22400-2 (formula texts as published in hsu-aut/IndustrialStandard-ODP-ISO22400-2):
 *
 *   calendar = not_scheduled | POT          POT planned operation time
 *   POT      = planned_down | PBT           PBT planned busy time
 *   PBT      = APT + AUST + ADET + ADOT + unknown
 *
 * `unknown` is this product's own class: no reading. Each millisecond of a span has exactly one class.
 * ADET is kept as three classes so that Six Big Losses can move the minor ones into performance without touching OEE.
 */
export const timeClasses = [
  "not_scheduled",
  "planned_down",
  "apt",
  "aust",
  "adet_minor",
  "adet_down",
  "adet_external",
  "adot",
  "unknown",
] as const;
export type TimeClass = (typeof timeClasses)[number];

/** A folded machine interval: one state, known how. `end` null while it is open. */
export interface StateInterval {
  readonly id: string;
  readonly start: number;
  readonly end: number | null;
  readonly state: MachineState;
  readonly cause: string | null;
  readonly reasonId: string | null;
  readonly provenance: Provenance;
}

/** A shift of the calendar, expanded to instants; breaks are planned downtime inside it. */
export interface ShiftSpan extends Span {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  /** Local date (YYYY-MM-DD) the shift belongs to: that of its start. */
  readonly businessDate: string;
  readonly breaks: readonly (Span & { readonly name: string })[];
}

/** What was made on the machine during a span; open end while running. `productId` null = order without a product. */
export interface RunSpan {
  readonly id: string;
  readonly start: number;
  readonly end: number | null;
  readonly productId: string | null;
  readonly orderNo: string | null;
  /** Active cavities where they differ from the ideal cycle's; absent or null = the same. */
  readonly cavities?: number | null;
  /** What a combined run (nest, family mould) makes; absent or empty = one product. */
  readonly items?: readonly RunItemSpan[];
}

/** One product of a combined run; `piecesPerCycle` integer, at least 1. */
export interface RunItemSpan {
  readonly productId: string | null;
  readonly orderNo: string | null;
  readonly piecesPerCycle: number;
}

/** Pieces made in `[start, end)`, normally one minute; `productId` null when no product was set. */
export interface CountFact extends Span {
  readonly productId: string | null;
  readonly total: number;
  readonly reject: number;
  /** Of the rejects, pieces sent to rework (RQ); absent = not recorded, then every reject is scrap. */
  readonly rework?: number;
  readonly provenance: Provenance;
  /** The run the pieces belong to; absent = that of the instant they are booked at. */
  readonly runId?: string | null;
  /** Active cavities of that run where they differ from the ideal cycle's. */
  readonly cavities?: number | null;
}

/** Planned run time per item of a product from an instant on: `cycleUs / cavities` microseconds per piece. */
export interface IdealCycle {
  readonly productId: string;
  readonly validFrom: number;
  /** Ideal machine cycle in integer microseconds. */
  readonly cycleUs: number;
  /** Active cavities (parts per cycle), at least 1. */
  readonly cavities: number;
}

/** Everything that is needed to compute the KPIs of one machine over one span. Pure data, in any order. */
export interface OeeInput {
  readonly span: Span;
  /** Instant up to which facts are known; time after it inside the span is not counted at all. */
  readonly now: number;
  readonly intervals: readonly StateInterval[];
  readonly shifts: readonly ShiftSpan[];
  readonly runs: readonly RunSpan[];
  readonly counts: readonly CountFact[];
  readonly cycles: readonly IdealCycle[];
  readonly reasonCategories: ReadonlyMap<string, ReasonCategory>;
  readonly policy: KpiPolicy;
}
