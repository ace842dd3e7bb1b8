import { expect, test } from "vitest";
import type { EngineState } from "#desktop/preload/bridge.ts";
import type { EngineProcessEvents } from "./engine-process.ts";
import { EngineSupervisor } from "./engine-supervisor.ts";

const address = { url: "ws://127.0.0.1:48123/rpc", token: "t".repeat(64) };

/** A supervisor whose engine, clock and timers are in the test's hands. */
function supervised() {
  const runs: (EngineProcessEvents & { asked: string[] })[] = [];
  const timers: { delayMs: number; callback: () => void; off: boolean }[] = [];
  const states: EngineState["kind"][] = [];
  const supervisor = new EngineSupervisor({
    startEngine: (events) => {
      const asked: string[] = [];
      runs.push({ ...events, asked });
      return { pid: runs.length, end: async () => void asked.push("end") };
    },
    now: () => 1_000_000,
    after: (delayMs, callback) => {
      const timer = { delayMs, callback, off: false };
      timers.push(timer);
      return () => void (timer.off = true);
    },
    onState: (state) => void states.push(state.kind),
  });
  supervisor.start();
  return { supervisor, runs, timers, states };
}

test("the page waits for the address until the engine is ready, restarts included", async () => {
  const { supervisor, runs, timers, states } = supervised();
  const waiting = supervisor.address();
  runs[0]?.ended(1, "no database");
  timers[0]?.callback();
  runs[1]?.ready(address);

  expect(await waiting).toEqual(address);
  expect(await supervisor.address()).toEqual(address);
  expect(states).toEqual(["starting", "restarting", "starting", "ready"]);
});

test("a person who does not want to wait starts it at once, and only once", () => {
  const { supervisor, runs, timers } = supervised();
  runs[0]?.ended(1, "");
  supervisor.retry();
  expect(runs).toHaveLength(2);
  expect(timers[0]?.off).toBe(true);
});

test("closing stops the running engine and starts no other", async () => {
  const { supervisor, runs, states } = supervised();
  runs[0]?.ready(address);
  await supervisor.close();
  runs[0]?.ended(0, "");
  expect(runs).toHaveLength(1);
  expect(runs[0]?.asked).toContain("end");
  expect(states.at(-1)).toBe("stopped");
});

test("closing while it waits to start again calls that off", async () => {
  const { supervisor, runs, timers } = supervised();
  runs[0]?.ended(1, "");
  await supervisor.close();
  expect(timers[0]?.off).toBe(true);
});
