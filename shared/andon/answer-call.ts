import { Refusal } from "../kernel/refusal.ts";
import { mayBecome, type CallStatus } from "./call-status.ts";

/** What of a call its answers depend on. */
export interface StoredCall {
  readonly status: CallStatus;
  readonly openedAt: number;
  readonly acknowledgedAt: number | null;
  readonly acknowledgedBy: string | null;
}

/** What changes with an answer. */
export interface CallAnswer {
  readonly status: CallStatus;
  readonly acknowledgedAt: number | null;
  readonly acknowledgedBy: string | null;
  readonly closedAt: number | null;
  readonly closedBy: string | null;
}

const refusals: Readonly<Record<CallStatus, string>> = {
  open: "the call waits for somebody",
  acknowledged: "somebody has acknowledged the call already",
  resolved: "the call is resolved already",
  cancelled: "the call was taken back",
};

/**
 * An answer to a call by somebody at an instant. A clock that was set back meanwhile gives no negative times.
 *
 * @throws Refusal NOT_NOW when the call is past it
 */
export function answerCall(
  call: StoredCall,
  to: Exclude<CallStatus, "open">,
  by: string,
  now: number,
): CallAnswer {
  if (!mayBecome(call.status, to)) throw new Refusal("NOT_NOW", { reason: refusals[call.status] });
  const at = Math.max(now, call.openedAt, call.acknowledgedAt ?? call.openedAt);
  const acknowledges = to !== "cancelled" && call.acknowledgedAt === null;
  return {
    status: to,
    acknowledgedAt: acknowledges ? at : call.acknowledgedAt,
    acknowledgedBy: acknowledges ? by : call.acknowledgedBy,
    closedAt: to === "acknowledged" ? null : at,
    closedBy: to === "acknowledged" ? null : by,
  };
}
