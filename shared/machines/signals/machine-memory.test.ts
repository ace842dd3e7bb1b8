import { expect, test } from "vitest";
import { emptyMemory, machineMemory } from "./machine-memory.ts";

test("the memory of a plant that ran before the newer rules is read on", () => {
  const old = {
    version: 1,
    lost: {},
    knownFrom: 1_000,
    aliveAt: 9_000,
    tags: { "m.run": { value: true, status: 0, at: 5_000, seenAt: 5_100 } },
    stale: [],
    acceptStaleAt: null,
    counters: {
      "m.count": { raw: "812", at: 8_900, gapFrom: null, restarted: false, hold: null },
    },
    movement: null,
    side: "running",
    alarm: null,
    state: { at: 5_000, state: "running", cause: null, reasonCode: null, provenance: "measured" },
    pending: null,
    run: { at: 2_000, productCode: "P-1", orderNo: null },
  };
  expect(machineMemory.parse(old)).toEqual({ ...emptyMemory(), ...old });
});
