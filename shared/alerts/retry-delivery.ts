import { minuteMs } from "../kernel/instant.ts";

/** Waits after the first, second, … failed attempt; when they are used up the delivery has failed. */
const waitsMs = [10_000, minuteMs, 5 * minuteMs, 15 * minuteMs, 60 * minuteMs];

/** What one attempt came to. `refused`: said no for good; `unsure`: cut off after everything was handed over. */
export type AttemptResult =
  | { readonly is: "sent" }
  | { readonly is: "failed"; readonly detail: string }
  | { readonly is: "refused"; readonly detail: string }
  | { readonly is: "unsure"; readonly detail: string };

/** What becomes of a delivery. */
export interface DeliveryOutcome {
  readonly status: "waiting" | "sent" | "failed" | "unsure";
  readonly detail: string;
  /** Tried again then; when it is done, the instant it was done. UTC milliseconds. */
  readonly at: number;
}

/**
 * @param attempts made so far, this one counted
 * @param now UTC milliseconds
 */
export function afterAttempt(
  result: AttemptResult,
  attempts: number,
  now: number,
): DeliveryOutcome {
  switch (result.is) {
    case "sent":
      return { status: "sent", detail: "", at: now };
    case "refused":
      return { status: "failed", detail: result.detail, at: now };
    case "unsure":
      return { status: "unsure", detail: result.detail, at: now };
    case "failed": {
      const wait = waitsMs[attempts - 1];
      const { detail } = result;
      return wait === undefined
        ? { status: "failed", detail, at: now }
        : { status: "waiting", detail, at: now + wait };
    }
    default:
      return result satisfies never;
  }
}

/** The longest a delivery waits; a clock that was set back holds up no delivery for longer. */
export const longestWaitMs = waitsMs.at(-1)!;
