import type { MachineState } from "../machines/machine-state.ts";

/** What an alert rule may look at of one machine at one instant. Ages in milliseconds; null = not known. */
export interface MachineObservation {
  readonly state: MachineState;
  readonly cause: string | null;
  /** While it stands: the instant it came to a stand, and how long ago that is. */
  readonly standing: { readonly since: number; readonly ageMs: number } | null;
  /** Age of the planned time it is in; null = not planned now. */
  readonly plannedForMs: number | null;
  /** The running shift; null = none runs. */
  readonly shift: {
    readonly name: string;
    readonly start: number;
    readonly ageMs: number;
    readonly oee: number | null;
    /** 0..1 */
    readonly coverage: number | null;
    readonly unclassifiedMs: number | null;
  } | null;
  /** Made at the ideal rate / run, over trailing minutes by their number; null = it cannot be told. */
  readonly effectiveness: ReadonlyMap<number, number | null>;
  /** A counter told nonsense since the last look. */
  readonly suspect: { readonly code: string; readonly tag: string; readonly detail: string } | null;
}

/** What a rule may look at of one connection. */
export interface LinkObservation {
  readonly name: string;
  /** Since when it tells nothing, and for how long; null = it is live, or switched off by people. */
  readonly lost: { readonly since: number; readonly ageMs: number } | null;
  /** A machine on it is in planned time. */
  readonly isPlanned: boolean;
}
