import type { LinkChange, Sample } from "../sample.ts";

/** What can happen to one machine. Instants are UTC milliseconds; nothing here reads a clock. */
export type MachineInput =
  /** A reading of one of its tags; `at` = the instant that chooseTime picked for it. */
  | {
      readonly kind: "sample";
      readonly tagCode: string;
      readonly sample: Sample;
      readonly at: number;
    }
  /** A connection that one of its tags uses was lost or is live again. */
  | { readonly kind: "link"; readonly change: LinkChange }
  /** Time goes by: once a second. */
  | { readonly kind: "tick"; readonly now: number }
  /** The engine starts with the memory of an earlier run. */
  | { readonly kind: "restart"; readonly now: number };
