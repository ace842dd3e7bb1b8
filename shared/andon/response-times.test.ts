import { expect, test } from "vitest";
import { responseTimes, type AnsweredCall } from "./response-times.ts";

const call = (
  status: AnsweredCall["status"],
  openedAt: number,
  acknowledgedAt: number | null = null,
  closedAt: number | null = null,
): AnsweredCall => ({ status, openedAt, acknowledgedAt, closedAt });

test("MTTA is the mean of answered calls; one that still waits is censored, not forgotten", () => {
  const calls = [
    call("resolved", 0, 60, 600),
    call("acknowledged", 100, 220),
    call("open", 200),
    call("cancelled", 300, null, 310),
  ];
  expect(responseTimes(calls, 1_100)).toEqual({
    calls: 4,
    acknowledged: 2,
    resolved: 1,
    cancelled: 1,
    waiting: 1,
    acknowledgeMs: 90,
    ifAnsweredNowMs: (60 + 120 + 900) / 3,
    longestMs: 900,
    resolveMs: 600,
  });
});

test("without an answer there is no mean, and a clock set back gives no negative time", () => {
  expect(responseTimes([], 0)).toMatchObject({ calls: 0, acknowledgeMs: null, longestMs: null });
  expect(responseTimes([call("open", 5_000)], 1_000)).toMatchObject({
    acknowledgeMs: null,
    ifAnsweredNowMs: 0,
    resolveMs: null,
  });
});
