import type { TagValue } from "../machines/sample.ts";
import type { Mark } from "./teach.contract.ts";

/** One reading of a candidate: `at` in UTC milliseconds as the engine received it, so that marks and readings share a clock. */
export interface Reading {
  readonly at: number;
  readonly value: TagValue;
  readonly status: number;
}

/** Something that might be a signal of the machine, with all that was read of it, in order of time. */
export interface Candidate {
  readonly address: string;
  readonly name: string;
  /** As the driver names it, e.g. `UInt16`, `Boolean`; null = not told. */
  readonly dataType: string | null;
  readonly readings: readonly Reading[];
}

/** What was watched while a person marked parts, runs and stops. */
export interface Recording {
  readonly start: number;
  readonly end: number;
  readonly candidates: readonly Candidate[];
  /** In order of time. */
  readonly marks: readonly Mark[];
}
