import type { CallStatus } from "./call-status.ts";
import type { ResponseFigures } from "./andon.contract.ts";

/** The instants of a call that its response times are made of. UTC milliseconds. */
export interface AnsweredCall {
  readonly status: CallStatus;
  readonly openedAt: number;
  readonly acknowledgedAt: number | null;
  readonly closedAt: number | null;
}

const sum = (values: readonly number[]): number =>
  values.reduce((total, value) => total + value, 0);
const mean = (values: readonly number[]): number | null =>
  values.length === 0 ? null : sum(values) / values.length;

/**
 * MTTA after kpi.md: Σ (acknowledged − opened) / calls acknowledged. A call that still waits has no answer time yet: it
 * is censored, counted as waiting, and enters only the figure that says what the mean would be at the least.
 */
export function responseTimes(calls: readonly AnsweredCall[], now: number): ResponseFigures {
  const since = (call: AnsweredCall, until: number) => Math.max(0, until - call.openedAt);
  const answered = calls.flatMap((call) =>
    call.acknowledgedAt === null ? [] : [since(call, call.acknowledgedAt)],
  );
  const waiting = calls.filter(({ status }) => status === "open").map((call) => since(call, now));
  const resolved = calls.flatMap((call) =>
    call.status === "resolved" && call.closedAt !== null ? [since(call, call.closedAt)] : [],
  );
  const all = [...answered, ...waiting];
  return {
    calls: calls.length,
    acknowledged: answered.length,
    resolved: resolved.length,
    cancelled: calls.filter(({ status }) => status === "cancelled").length,
    waiting: waiting.length,
    acknowledgeMs: mean(answered),
    ifAnsweredNowMs: mean(all),
    longestMs: all.length === 0 ? null : Math.max(...all),
    resolveMs: mean(resolved),
  };
}
