import { expect, test } from "vitest";
import { knownShares } from "./known-share.ts";

const none = { measured: 0, reconstructed: 0, back_read: 0, typed: 0, unknown: 0 };

test("the kinds that occur share all of the time", () => {
  expect(knownShares({ ...none, measured: 96, back_read: 1, unknown: 3 })).toEqual([
    { kind: "measured", share: 0.96, ms: 96 },
    { kind: "back_read", share: 0.01, ms: 1 },
    { kind: "unknown", share: 0.03, ms: 3 },
  ]);
  expect(knownShares(none)).toEqual([]);
});
