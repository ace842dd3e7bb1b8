import { describe, expect, it } from "vitest";
import { eventsUntil, machineThen, playedTo } from "./replay-at.ts";
import type { ReplayMachine } from "./replay.contract.ts";

const span = (start: number, end: number, state: "running" | "down") => ({
  start,
  end,
  state,
  cause: null,
  provenance: "measured" as const,
  reasonName: null,
  isMinor: false,
});

const machine: ReplayMachine = {
  machineId: "m",
  code: "M",
  name: "M",
  spans: [span(0, 90_000, "running"), span(90_000, 180_000, "down")],
  runs: [{ start: 30_000, end: 120_000, productCode: "P", orderNo: "O" }],
  total: [10, 5, 0],
  reject: [1, 0, 0],
};
const then = (at: number) => machineThen(machine, 0, at);

describe("a machine in a replay", () => {
  it("changes its state at the very instant, half-open", () => {
    expect(then(89_999).span?.state).toBe("running");
    expect(then(90_000).span?.state).toBe("down");
  });

  it("is not known where no span lies", () => {
    expect(then(180_000).span).toBeNull();
    expect(then(-1).span).toBeNull();
  });

  it("has the run of the instant", () => {
    expect([29_999, 30_000, 119_999, 120_000].map((at) => then(at).run?.orderNo)).toEqual([
      undefined,
      "O",
      "O",
      undefined,
    ]);
  });

  it("counts the minutes that are over", () => {
    expect([59_999, 60_000, 119_999, 120_000, 999_999].map((at) => then(at).total)).toEqual([
      0, 10, 10, 15, 15,
    ]);
    expect(then(60_000).reject).toBe(1);
  });
});

describe("the player", () => {
  it("plays as much faster as told and stops at the end", () => {
    expect(playedTo(1_000, 500, 60, 100_000)).toBe(31_000);
    expect(playedTo(99_000, 500, 60, 100_000)).toBe(100_000);
  });

  it("shows what happened by then, the newest first", () => {
    const event = (at: number) => ({
      at,
      kind: "alert" as const,
      machineCode: null,
      actor: null,
      detail: "",
    });
    const events = [1, 2, 3].map(event);
    expect(eventsUntil(events, 2, 5).map(({ at }) => at)).toEqual([2, 1]);
    expect(eventsUntil(events, 3, 2).map(({ at }) => at)).toEqual([3, 2]);
  });
});
