/** What a machine of the demo plant is doing; every kind of machine shows it in its own signals. */
export const phaseKinds = [
  "run",
  "micro_stop",
  "breakdown",
  "starved",
  "changeover",
  "no_order",
  "break",
  "maintenance",
  "off",
] as const;
export type PhaseKind = (typeof phaseKinds)[number];

/** A stretch `[start, end)` of simulated time in which a machine does one thing, evenly. Instants in UTC milliseconds. */
export interface Phase {
  readonly start: number;
  readonly end: number;
  readonly kind: PhaseKind;
  /** Why it stands, in plain words; null while it runs. */
  readonly cause: string | null;
  /** The machine's own fault number, 0 = none. */
  readonly alarm: number;
  /** Article on the machine; null when it has no order. */
  readonly product: string | null;
  /** The order it works on, numbered from when the machine was switched on; null when it has none. */
  readonly order: number | null;
  /** Milliseconds per machine cycle, of effect only in `run`. */
  readonly cycleMs: number;
  /** Share of the pieces of a `run` that are rejects. */
  readonly rejectShare: number;
}
