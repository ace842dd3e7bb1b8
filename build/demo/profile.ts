/** One way a machine comes to a stand. */
export interface StopCause {
  readonly cause: string;
  /** The machine's own fault number, 0 = it has none for this. */
  readonly alarm: number;
  /** Reason of the plant that the fault number stands for. */
  readonly reason?: string;
}

/** An article and the machine cycle it needs at best. */
export interface DemoProduct {
  readonly code: string;
  readonly name: string;
  readonly idealCycleMs: number;
}

type Range = readonly [number, number];

/**
 * How well a machine runs. Times in minutes unless a name says otherwise; `…Every` are means of operating time,
 * ranges are [least, greatest].
 */
export interface Profile {
  readonly products: readonly [DemoProduct, ...DemoProduct[]];
  /** Pieces per machine cycle. */
  readonly piecesPerCycle: number;
  /** Run time of one order, in hours. */
  readonly orderHours: Range;
  readonly changeoverMinutes: Range;
  /** Chance that after an order there is none for a while, and for how long. */
  readonly noOrderChance: number;
  readonly noOrderMinutes: Range;
  readonly microStopEvery: number;
  readonly microStopSeconds: Range;
  readonly microStops: readonly [StopCause, ...StopCause[]];
  readonly breakdownEvery: number;
  readonly breakdownMinutes: Range;
  readonly breakdowns: readonly [StopCause, ...StopCause[]];
  readonly starvedEvery: number;
  readonly starvedMinutes: Range;
  readonly starvedCause: string;
  /** Share by which a cycle is longer than the ideal one. */
  readonly speedLoss: Range;
  readonly rejectShare: Range;
  /** Planned upkeep, every week at the same time by the wall clock. */
  readonly maintenance?: {
    readonly weekday: number;
    readonly start: string;
    readonly minutes: number;
  };
}
