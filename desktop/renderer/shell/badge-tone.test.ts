import { expect, test } from "vitest";
import { badgeTone } from "./badge-tone.ts";

const capturing = { state: "capturing", reason: null } as const;
const diskFull = { state: "stopped", reason: "disk_full" } as const;
const status = (machinesLive: number, capture: typeof capturing | typeof diskFull = capturing) => ({
  machinesLive,
  machinesTotal: 8,
  capture,
});
const live = { phase: "live", since: 0 } as const;

test.each([
  ["all machines live", live, status(8), "good"],
  ["one link lost", live, status(7), "partial"],
  ["capture stopped, whatever the links say", live, status(8, diskFull), "broken"],
  [
    "the engine is gone, whatever was last heard",
    { phase: "reconnecting", since: 0, attempt: 1 },
    status(8),
    "broken",
  ],
  ["nothing heard yet", live, null, "waiting"],
] as const)("%s", (_, engine, heard, tone) => {
  expect(badgeTone(engine, heard)).toBe(tone);
});
