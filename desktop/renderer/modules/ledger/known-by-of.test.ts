import { expect, test } from "vitest";
import { knownByOf } from "./known-by-of.ts";

test("what is unknown is so however it came, unless a counter tells its pieces", () => {
  expect(
    knownByOf([
      { start: 0, end: 10, state: "running", provenance: "measured" },
      { start: 10, end: 15, state: "unknown", provenance: "measured" },
      { start: 15, end: 18, state: "unknown", provenance: "reconstructed" },
      { start: 18, end: 19, state: "idle", provenance: "typed" },
    ]),
  ).toEqual({ measured: 10, reconstructed: 3, back_read: 0, typed: 1, unknown: 5 });
});
