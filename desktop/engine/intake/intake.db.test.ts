import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { connectionSettings } from "#shared/connections/connection-settings.ts";
import type { ConnectionId, MachineId, TagId } from "#shared/kernel/id.ts";
import { Refusal } from "#shared/kernel/refusal.ts";
import { emptyMemory } from "#shared/machines/signals/machine-memory.ts";
import { signalRules } from "#shared/machines/signal-rules.ts";
import { eventually } from "../drivers/eventually.ts";
import { TestServerProcess } from "../drivers/opcua/test-server-process.ts";
import type { CapturedBatch } from "../pipeline/captured-batch.ts";
import { Intake } from "./intake.ts";
import type { IntakeConfiguration } from "./intake-protocol.ts";

const log = { debug: () => undefined, info: () => undefined, warn: () => undefined };
const connectionId = "c" as ConnectionId;
const machineId = "m" as MachineId;
const [count, running] = ["t-count" as TagId, "t-running" as TagId];

/** Simulated machine, as fast as it goes. */
const simulated: IntakeConfiguration = {
  connections: [
    {
      id: connectionId,
      settings: { driver: "simulated", seed: 1, cycleMs: 50 },
      login: null,
      silentSince: null,
      isEnabled: true,
      tags: [
        { id: count, code: "m.count", address: "count", class: "counter", deadband: null },
        { id: running, code: "m.running", address: "running", class: "state", deadband: null },
      ],
    },
  ],
  machines: [
    {
      id: machineId,
      rules: signalRules.parse({
        state: { type: "running_bit", running: "m.running", debounceMs: 0 },
        counts: { total: { tag: "m.count", reset: "accept" } },
      }),
      memory: emptyMemory(),
    },
  ],
};

describe("the intake thread", () => {
  let intake: Intake;
  let batches: CapturedBatch[];
  let configuration: IntakeConfiguration;
  let failing: boolean;
  let faults: unknown[];
  const pkiFolder = mkdtempSync(join(tmpdir(), "unison-intake-"));

  beforeEach(() => {
    batches = [];
    faults = [];
    failing = false;
    configuration = simulated;
    intake = new Intake({
      pkiFolder,
      log,
      handlers: {
        configuration: () => configuration,
        batch: (batch) => {
          if (failing) throw new Error("disk full");
          batches.push(batch);
        },
        fault: (error) => void faults.push(error),
      },
    });
    intake.start();
  });
  afterEach(async () => {
    failing = false;
    await intake.stop();
    rmSync(pkiFolder, { recursive: true, force: true });
  });

  const facts = () =>
    batches.flatMap((batch) => batch.machines.flatMap((machine) => machine.facts));
  const pieces = () =>
    facts().reduce((sum, fact) => sum + (fact.kind === "count" ? fact.total : 0), 0);

  it("captures a machine: link, samples, state, pieces, memory, last and live values, health", async () => {
    await eventually(() => pieces() > 20, "pieces");
    await eventually(() => (intake.health(connectionId)?.tags.length ?? 0) > 0, "health");
    await eventually(() => intake.latest(running) !== undefined, "live values");
    expect(batches.flatMap((batch) => batch.links)[0]).toMatchObject({ link: "live" });
    expect(facts().find((fact) => fact.kind === "state")).toMatchObject({ state: "running" });
    expect(batches.at(-1)!.samples!.tags).toEqual([count, running]);
    expect(batches.flatMap((batch) => batch.lastValues).map((value) => value.tag)).toContain(count);
    expect(intake.latest(running)).toMatchObject({ value: true, status: 0 });
    expect(intake.health(connectionId)).toMatchObject({
      link: "live",
      tags: [{ itemStatus: 0 }, { itemStatus: 0 }],
    });
    expect(await intake.browse(connectionId, null)).toEqual(
      expect.arrayContaining([expect.objectContaining({ address: "speed" })]),
    );
  });

  it("offers a batch again that could not be stored, and loses nothing", async () => {
    await eventually(() => pieces() > 5, "pieces");
    failing = true;
    await eventually(() => faults.length > 1, "refused twice");
    failing = false;
    await eventually(() => faults.includes(null), "stored again");
    const counts = facts().flatMap((fact) => (fact.kind === "count" ? fact : []));
    expect(counts.slice(1).every((fact, at) => fact.from === counts[at]!.to)).toBe(true);
  });

  it("stops with a last batch that says the engine stopped", async () => {
    await eventually(() => pieces() > 0, "pieces");
    await intake.stop();
    expect(batches.flatMap((batch) => batch.links).at(-1)).toMatchObject({
      link: "lost",
      cause: "engine_stopped",
    });
  });

  it("answers tests of settings, and refuses in the words of the contract", async () => {
    expect(
      await intake.test({
        connection: null,
        settings: { driver: "simulated", seed: 1, cycleMs: 50 },
        login: null,
      }),
    ).toMatchObject({ ok: true });
    await expect(intake.browse("nobody" as ConnectionId, null)).rejects.toThrow(Refusal);
    const settings = connectionSettings.parse({
      driver: "opcua",
      endpoint: "opc.tcp://127.0.0.1:1",
    });
    expect(await intake.test({ connection: null, settings, login: null })).toMatchObject({
      ok: false,
      steps: [{ step: "reach", ok: false }],
    });
    await expect(intake.discover("opc.tcp://127.0.0.1:1")).rejects.toThrow("nothing answers");
  });

  it("starts again when the thread dies, from what is committed", async () => {
    await eventually(() => pieces() > 0, "pieces");
    const memory = batches
      .flatMap((batch) => batch.machines)
      .findLast((machine) => machine.memory !== null)!.memory!;
    configuration = { ...simulated, machines: [{ ...simulated.machines[0]!, memory }] };
    await intake.abandon();
    await eventually(() => intake.crashes === 1, "noticed");
    const before = facts().length;
    const states = () =>
      facts()
        .slice(before)
        .flatMap((fact) => (fact.kind === "state" ? fact : []));
    await eventually(() => states().some((fact) => fact.state === "running"), "captures again");
    expect(states()[0]).toMatchObject({ state: "unknown", cause: "engine_stopped" });
  });

  it("reads a real OPC UA server in the thread", async () => {
    const server = await TestServerProcess.started({ ticks: 3 });
    onTestFinished(() => server.dispose());
    const ticks = [0, 1, 2].map((at) => `tick-${at}` as TagId);
    configuration = {
      machines: [],
      connections: [
        {
          id: connectionId,
          settings: connectionSettings.parse({
            driver: "opcua",
            endpoint: server.endpoint,
            publishingMs: 200,
          }),
          login: null,
          silentSince: null,
          isEnabled: true,
          tags: ticks.map((id) => ({
            id,
            code: id,
            address: `nsu=urn:unison:test-machine;s=${id}`,
            class: "counter",
            deadband: null,
          })),
        },
      ],
    };
    intake.reconfigure();
    await eventually(
      () => ticks.every((tag) => intake.latest(tag) !== undefined),
      "values of every tag",
    );
    const nodes = await intake.browse(connectionId, "nsu=urn:unison:test-machine;s=machine");
    expect(nodes.map((node) => node.name)).toContain("tick-0");
    expect(await intake.discover(server.endpoint)).toEqual([
      expect.objectContaining({ mode: "None" }),
    ]);
  });
});
