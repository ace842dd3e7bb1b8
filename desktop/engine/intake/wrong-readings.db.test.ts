import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { connectionSettings } from "#shared/connections/connection-settings.ts";
import type { ConnectionId, MachineId, TagId } from "#shared/kernel/id.ts";
import { hourMs } from "#shared/kernel/instant.ts";
import type { CountedFact, MachineFact, StateFact } from "#shared/machines/machine-fact.ts";
import { emptyMemory } from "#shared/machines/signals/machine-memory.ts";
import { signalRules } from "#shared/machines/signal-rules.ts";
import { eventually } from "../drivers/eventually.ts";
import { openDriver } from "../drivers/open-driver.ts";
import { testClock, testLog, testNamespace } from "../drivers/opcua/test-driver.ts";
import { TestServerProcess } from "../drivers/opcua/test-server-process.ts";
import { PlantIntake } from "./plant-intake.ts";

/** What a real server says wrongly, down to the facts of a machine. */
const pkiFolder = mkdtempSync(join(tmpdir(), "unison-wrong-readings-"));
let server: TestServerProcess;
let intake: PlantIntake;
let facts: MachineFact[];

beforeAll(async () => {
  server = await TestServerProcess.started();
});
afterAll(async () => {
  await server.dispose();
  rmSync(pkiFolder, { recursive: true, force: true });
});

const tag = (name: string, tagClass: "state" | "counter") => ({
  id: name as TagId,
  code: name,
  address: `${testNamespace}s=${name}`,
  class: tagClass,
  deadband: null,
});

beforeEach(async () => {
  facts = [];
  server.set({ name: "running", value: false });
  server.set({ name: "speed", value: 10 });
  intake = new PlantIntake({
    open: ({ connection, tags }) =>
      openDriver({ connection, tags, pkiFolder, clock: testClock, log: testLog }),
    clock: testClock,
    post: (message) => {
      if (message.kind !== "batch") return;
      for (const machine of message.batch.machines) facts.push(...machine.facts);
      intake.acknowledge(message.number);
    },
    limits: { flushMs: 50 },
  });
  intake.start();
  await intake.configure(1, {
    connections: [
      {
        id: "c" as ConnectionId,
        settings: connectionSettings.parse({
          driver: "opcua",
          endpoint: server.endpoint,
          publishingMs: 100,
        }),
        login: null,
        silentSince: null,
        isEnabled: true,
        tags: [tag("running", "state"), tag("speed", "counter")],
      },
    ],
    machines: [
      {
        id: "m" as MachineId,
        // A counter in a floating-point number, as some PLCs have it.
        rules: signalRules.parse({
          state: { type: "running_bit", running: "running", debounceMs: 0 },
          counts: { total: { tag: "speed" } },
        }),
        memory: emptyMemory(),
      },
    ],
  });
  await eventually(() => states().at(-1)?.state === "stopped", "stopped");
});
afterEach(() => intake.stop());

const states = () => facts.flatMap((fact): StateFact[] => (fact.kind === "state" ? [fact] : []));
const counts = () => facts.flatMap((fact): CountedFact[] => (fact.kind === "count" ? [fact] : []));

describe("source times of one tag while the server's own clock is right", () => {
  it("an hour ahead, jumping back by 5 s and standing at 2001, a state counts when it was received", async () => {
    const at = Date.now();
    const wrong = [
      ["one hour ahead", true, at + hourMs],
      ["5 s back", false, at - 5_000],
      ["2001", true, Date.UTC(2001, 0, 1)],
      ["2001 still", false, Date.UTC(2001, 0, 1)],
      ["5 s back again", true, at - 5_000],
    ] as const;
    for (const [how, value, sourceTime] of wrong) {
      const sent = Date.now();
      const before = states().length;
      server.set({ name: "running", value, sourceTime });
      await eventually(() => states().length > before, how);
      const state = states().at(-1)!;
      expect([how, state.state]).toEqual([how, value ? "running" : "stopped"]);
      expect(state.at).toBeGreaterThanOrEqual(sent - 5);
      expect(state.at).toBeLessThanOrEqual(Date.now());
    }
  });

  it("a late reading counts at its own time as long as that does not run backwards", async () => {
    await new Promise((resolve) => setTimeout(resolve, 700));
    const sourceTime = Date.now() - 500;
    server.set({ name: "running", value: true, sourceTime });
    await eventually(() => states().at(-1)?.state === "running", "running");
    expect(Math.abs(states().at(-1)!.at - sourceTime)).toBeLessThan(200);
  });
});

it("infinities and NaN of a counter are never a count; what was made meanwhile is there once", async () => {
  for (const value of [12, "Infinity", 13, "-Infinity", "NaN", 15])
    server.set({ name: "speed", value });
  const total = () => counts().reduce((sum, fact) => sum + fact.total, 0);
  await eventually(() => total() >= 5, "the pieces");
  server.set({ name: "speed", value: 16 });
  await eventually(() => total() >= 6, "one more");
  expect(total()).toBe(6);
  expect(counts().filter((fact) => fact.suspect !== null && fact.suspect !== undefined)).toEqual(
    [],
  );
});
