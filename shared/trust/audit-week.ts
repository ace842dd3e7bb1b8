import type { Span } from "../kernel/span.ts";
import type { OeeInput, StateInterval } from "../oee/time-model.ts";
import type { ReasonCategory } from "../stops/reason-category.ts";
import type { BestRate } from "./best-rate.ts";

/** What was said of a stretch, whether it still holds or not. */
export interface SaidClass extends Span {
  readonly id: string;
  readonly reasonId: string | null;
  readonly recordedAt: number;
  /** Null = it holds. */
  readonly supersededAt: number | null;
  readonly by: string;
}

/** Planned downtime with when its time was last set. */
export interface EnteredDowntime extends Span {
  readonly name: string;
  readonly recordedAt: number;
  readonly by: string | null;
}

/** A reason that was put into another category. */
export interface RecodedReason {
  readonly reasonId: string;
  readonly at: number;
  readonly from: ReasonCategory;
  readonly by: string;
}

/** A machine's week with all that tells how its figures came about. Rows reach beyond the span where they need to. */
export interface AuditedWeek {
  readonly input: OeeInput;
  /** Intervals as measured, before anything was laid over them. */
  readonly measured: readonly StateInterval[];
  readonly said: readonly SaidClass[];
  readonly downtimes: readonly EnteredDowntime[];
  readonly recoded: readonly RecodedReason[];
  /** Best demonstrated rates by product. */
  readonly best: ReadonlyMap<string, BestRate>;
  readonly suspectPieces: number;
  readonly reasonName: (id: string) => string;
  readonly productCode: (id: string) => string;
}

/** Limits of the audit: below them nothing is said. */
export const honestyLimits = {
  /** A stop named planned later than this after its end was named after the fact. */
  afterMs: 3_600_000,
  /** Share by which the demonstrated cycle must be faster. */
  cycleShare: 0.02,
  /** Running in a break. */
  workedMs: 60_000,
  /** A product that changes this near a planned stop makes it a changeover. */
  changeoverMs: 120_000,
  /** Shares of planned busy time. */
  unknownShare: 0.05,
  unclassifiedShare: 0.05,
} as const;
