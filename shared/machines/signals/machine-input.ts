import type { LinkChange, Sample } from "../sample.ts";

/** One reading as a server's history has it; `at` = its time by our clock. */
export interface HistoryReading {
  readonly tagCode: string;
  readonly sample: Sample;
  readonly at: number;
}

/**
 * What the server of a lost connection remembers of the gap, told before the link is live again.
 * `readings`: in order of time; a reading at or before the start of the gap says how things stood then.
 * `tagCodes`: the tags whose whole gap was read; others tell nothing. `upTo`: the history ends here.
 */
export interface HistoryInput {
  readonly kind: "history";
  readonly readings: readonly HistoryReading[];
  readonly tagCodes: readonly string[];
  readonly upTo: number;
}

/** What can happen to one machine. Instants are UTC milliseconds; nothing here reads a clock. */
export type MachineInput =
  /** A reading of one of its tags; `at` = the instant that chooseTime picked for it. */
  | {
      readonly kind: "sample";
      readonly tagCode: string;
      readonly sample: Sample;
      readonly at: number;
    }
  /** A connection that its tags use was lost or is live again. `tagCodes`: those on it; absent = all. */
  | {
      readonly kind: "link";
      readonly change: LinkChange;
      readonly tagCodes?: readonly string[];
    }
  | HistoryInput
  /** Time goes by: once a second. */
  | { readonly kind: "tick"; readonly now: number }
  /** The engine starts with the memory of an earlier run. */
  | { readonly kind: "restart"; readonly now: number };
