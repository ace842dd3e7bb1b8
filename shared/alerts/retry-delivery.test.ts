import { expect, test } from "vitest";
import { afterAttempt } from "./retry-delivery.ts";

const failed = { is: "failed", detail: "refused the connection" } as const;

test("a delivery that fails is tried again later and later, and given up at last", () => {
  const waits = [1, 2, 3, 4, 5].map((attempts) => afterAttempt(failed, attempts, 0));
  expect(waits.map(({ status }) => status)).toEqual(Array(5).fill("waiting"));
  expect(waits.map(({ at }) => at)).toEqual([10_000, 60_000, 300_000, 900_000, 3_600_000]);
  expect(afterAttempt(failed, 6, 7)).toEqual({
    status: "failed",
    detail: "refused the connection",
    at: 7,
  });
});

test("a no for good and a doubt are not tried again by themselves", () => {
  expect(afterAttempt({ is: "refused", detail: "no such mailbox" }, 1, 7).status).toBe("failed");
  expect(afterAttempt({ is: "unsure", detail: "cut off" }, 1, 7).status).toBe("unsure");
  expect(afterAttempt({ is: "sent" }, 1, 7)).toEqual({ status: "sent", detail: "", at: 7 });
});
