import { expect, test } from "vitest";
import { answerCall, type StoredCall } from "./answer-call.ts";

const open: StoredCall = {
  status: "open",
  openedAt: 1_000,
  acknowledgedAt: null,
  acknowledgedBy: null,
};
const come: StoredCall = {
  ...open,
  status: "acknowledged",
  acknowledgedAt: 2_000,
  acknowledgedBy: "Berta",
};

test("somebody comes, and the matter is done", () => {
  expect(answerCall(open, "acknowledged", "Berta", 2_000)).toEqual({
    status: "acknowledged",
    acknowledgedAt: 2_000,
    acknowledgedBy: "Berta",
    closedAt: null,
    closedBy: null,
  });
  expect(answerCall(come, "resolved", "Carl", 9_000)).toEqual({
    status: "resolved",
    acknowledgedAt: 2_000,
    acknowledgedBy: "Berta",
    closedAt: 9_000,
    closedBy: "Carl",
  });
});

test("who resolves a call that nobody acknowledged has come with it; who takes it back has not", () => {
  expect(answerCall(open, "resolved", "Carl", 3_000)).toMatchObject({
    acknowledgedAt: 3_000,
    acknowledgedBy: "Carl",
    closedAt: 3_000,
  });
  expect(answerCall(open, "cancelled", "Anna", 3_000)).toMatchObject({
    acknowledgedAt: null,
    closedBy: "Anna",
  });
});

test("a clock that was set back gives no negative times", () => {
  expect(answerCall(open, "acknowledged", "Berta", 500).acknowledgedAt).toBe(1_000);
  expect(answerCall(come, "resolved", "Berta", 500).closedAt).toBe(2_000);
});

test.each([
  [come, "acknowledged", "somebody has acknowledged the call already"],
  [{ ...come, status: "resolved" }, "cancelled", "the call is resolved already"],
  [{ ...open, status: "cancelled" }, "resolved", "the call was taken back"],
] as const)("a call that is past it is refused", (call, to, reason) => {
  expect(() => answerCall(call, to, "Carl", 3_000)).toThrow(
    expect.objectContaining({ code: "NOT_NOW", data: { reason } }),
  );
});
