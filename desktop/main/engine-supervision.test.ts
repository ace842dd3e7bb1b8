import { describe, expect, test } from "vitest";
import {
  restartDelayMs,
  supervise,
  type Supervision,
  type SupervisionEvent,
} from "./engine-supervision.ts";

const address = { url: "ws://127.0.0.1:48123/rpc", token: "t".repeat(64) };
const crash = (now: number): SupervisionEvent => ({
  kind: "ended",
  exitCode: 139,
  lastWords: "segfault",
  now,
});
const ready = (now: number): SupervisionEvent => ({ kind: "became-ready", address, now });

/** Plays events one after the other and returns the last state and order. */
function play(...events: SupervisionEvent[]) {
  const begin: { state: Supervision; order: { kind: string } } = {
    state: { phase: "starting", crashes: 0 },
    order: { kind: "none" },
  };
  return events.reduce((last, event) => supervise(last.state, event), begin);
}

test("an engine that becomes ready is ready", () => {
  expect(play(ready(1_000)).state).toEqual({ phase: "ready", crashes: 0, address, since: 1_000 });
});

describe("an engine that crashes", () => {
  test("is started again after half a second", () => {
    expect(play(ready(0), crash(5_000))).toEqual({
      state: { phase: "waiting", crashes: 1, retryAt: 5_500, lastWords: "segfault" },
      order: { kind: "wait", delayMs: 500 },
    });
    expect(play(ready(0), crash(5_000), { kind: "retry-due" })).toEqual({
      state: { phase: "starting", crashes: 1 },
      order: { kind: "start" },
    });
  });

  test("waits twice as long each time, never more than half a minute", () => {
    expect([1, 2, 3, 4, 5, 6, 7, 8, 50].map(restartDelayMs)).toEqual([
      500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000,
    ]);
  });

  test("before it was ready counts as well", () => {
    const { state } = play(
      crash(0),
      { kind: "retry-due" },
      crash(600),
      { kind: "retry-due" },
      crash(1_800),
    );
    expect(state).toMatchObject({ phase: "waiting", crashes: 3, retryAt: 3_800 });
  });

  test("is forgiven after it ran for a minute", () => {
    const again = [crash(0), { kind: "retry-due" }, crash(600), { kind: "retry-due" }] as const;
    expect(play(...again, ready(2_000), crash(62_000)).state).toMatchObject({ crashes: 1 });
    expect(play(...again, ready(2_000), crash(61_999)).state).toMatchObject({ crashes: 3 });
  });

  test("even ends with exit code 0 it was not asked for: it is started again", () => {
    const { state } = play(ready(0), { kind: "ended", exitCode: 0, lastWords: "", now: 10 });
    expect(state.phase).toBe("waiting");
  });
});

describe("an engine that says trying again is of no use", () => {
  test.each([
    [3, "data-in-use"],
    [2, "bad-configuration"],
  ])("exit code %i stops it: %s", (exitCode, reason) => {
    const stopped = play({ kind: "ended", exitCode, lastWords: "used by pid 7", now: 0 });
    expect(stopped).toEqual({
      state: { phase: "stopped", reason, message: "used by pid 7" },
      order: { kind: "none" },
    });
    expect(supervise(stopped.state, { kind: "retry-due" }).order).toEqual({ kind: "none" });
  });

  test("is tried again when a person wants it", () => {
    const held = play(
      { kind: "ended", exitCode: 3, lastWords: "", now: 0 },
      { kind: "retry-wanted" },
    );
    expect(held).toEqual({ state: { phase: "starting", crashes: 0 }, order: { kind: "start" } });
  });
});

describe("closing", () => {
  test("ends the engine, and its end is no crash", () => {
    const closing = play(ready(0), { kind: "closing" });
    expect(closing.order).toEqual({ kind: "end" });
    expect(supervise(closing.state, crash(10))).toEqual({
      state: closing.state,
      order: { kind: "none" },
    });
  });

  test("while it waits, nothing is started any more", () => {
    expect(play(crash(0), { kind: "closing" }, { kind: "retry-due" }).order).toEqual({
      kind: "none",
    });
    expect(play({ kind: "closing" }, { kind: "retry-wanted" }).order).toEqual({ kind: "none" });
  });
});

test("late news of an engine that is already gone changes nothing", () => {
  const waiting = play(ready(0), crash(10)).state;
  expect(supervise(waiting, ready(20)).state).toBe(waiting);
  expect(supervise(waiting, crash(20)).state).toBe(waiting);
});
