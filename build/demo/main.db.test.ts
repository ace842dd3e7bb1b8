import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import {
  AttributeIds,
  ClientMonitoredItem,
  DataType,
  MessageSecurityMode,
  OPCUAClient,
  SecurityPolicy,
  TimestampsToReturn,
  type ClientSession,
  type DataValue,
} from "node-opcua";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { identifierOf } from "./demo-machine.ts";
import { demoMachines, demoNamespace, simulate, usualSeed } from "./demo-plant.ts";
import { linkDrops } from "./link-schedule.ts";
import { fill1 } from "./machines/filler.ts";
import { readTruth, truthSums } from "./truth-kpis.ts";
import type { TruthRecord } from "./truth-record.ts";

/** An instant from which FILL-1 runs and the link stays up for ten minutes. */
function quietInstant(): string {
  for (let at = Date.parse("2026-11-22T06:00:00Z"); ; at += 60_000) {
    const { phase } = simulate(fill1, usualSeed, at).moment();
    const calmUntil = at + 10 * 60_000;
    const firstDrop = linkDrops(usualSeed, at).next().value;
    if (phase.kind === "run" && phase.end > calmUntil && firstDrop.start > calmUntil)
      return new Date(at).toISOString();
  }
}

let folder: string;
let demo: ChildProcessWithoutNullStreams;
let ready: { endpoint: string; linkEndpoint: string; pid: number };
const truthFile = () => path.join(folder, "truth.ndjson");
const truth = (): TruthRecord[] => readTruth(fs.readFileSync(truthFile(), "utf8"));
const tell = (message: object): void => void demo.stdin.write(`${JSON.stringify(message)}\n`);

beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "unison-demo-"));
  const main = path.join(import.meta.dirname, "main.ts");
  demo = spawn(
    process.execPath,
    [main, "--port", "0", "--truth", truthFile(), "--now", quietInstant()],
    {
      env: { ...process.env, UNISON_PARENT: "1" },
    },
  );
  demo.stderr.pipe(process.stderr);
  ready = await new Promise((resolve, reject) => {
    createInterface({ input: demo.stdout }).once("line", (line) => resolve(JSON.parse(line)));
    demo.once("exit", (code) => reject(new Error(`The demo plant ended with ${code}.`)));
  });
});

afterAll(async () => {
  if (demo.exitCode === null) {
    const ended = new Promise((resolve) => demo.once("exit", resolve));
    demo.kill();
    await ended;
  }
  fs.rmSync(folder, { recursive: true, force: true });
});

/** Waits until something is so, at most 30 s. */
async function until<T>(
  what: string,
  look: () => T | undefined | false | Promise<T | undefined | false>,
): Promise<T> {
  for (const limit = Date.now() + 30_000; Date.now() < limit;) {
    const seen = await look();
    if (seen !== undefined && seen !== false) return seen;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`Still not so after 30 s: ${what}`);
}

async function withSession<T>(
  endpoint: string,
  security: { securityMode?: MessageSecurityMode; securityPolicy?: SecurityPolicy },
  use: (session: ClientSession, address: (identifier: string) => string) => Promise<T>,
): Promise<T> {
  const client = OPCUAClient.create({
    endpointMustExist: false,
    connectionStrategy: { maxRetry: 0 },
    ...security,
  });
  await client.connect(endpoint);
  try {
    const session = await client.createSession();
    const namespaces = await session.readNamespaceArray();
    const index = namespaces.indexOf(demoNamespace);
    const result = await use(session, (identifier) => `ns=${index};s=${identifier}`);
    await session.close();
    return result;
  } finally {
    await client.disconnect();
  }
}

const canConnect = (endpoint: string): Promise<boolean> =>
  withSession(endpoint, {}, async () => true).catch(() => false);

describe("the demo plant as a process", () => {
  test("listens on the loopback address only, with its pid in the ready line", () => {
    expect(ready.pid).toBe(demo.pid);
    expect(ready.endpoint).toMatch(/^opc\.tcp:\/\/127\.0\.0\.1:\d+$/);
    expect(ready.linkEndpoint).toMatch(/^opc\.tcp:\/\/127\.0\.0\.1:\d+$/);
    const ports = [ready.endpoint, ready.linkEndpoint].map((endpoint) =>
      Number(endpoint.split(":")[2]),
    );
    // /proc/net/tcp: local address in hex, state 0A = listening.
    const listening = fs
      .readFileSync("/proc/net/tcp", "utf8")
      .split("\n")
      .map((line) => line.trim().split(/\s+/))
      .filter(([, , , state]) => state === "0A")
      .map(([, local]) => local!.split(":") as [string, string])
      .filter(([, port]) => ports.includes(Number.parseInt(port, 16)));
    expect(listening.map(([address]) => address)).toEqual(["0100007F", "0100007F"]);
  });

  test.each([
    ["OPC-LINE-1", MessageSecurityMode.None, SecurityPolicy.None],
    ["OPC-LINE-1", MessageSecurityMode.SignAndEncrypt, SecurityPolicy.Basic256Sha256],
    ["OPC-LINE-2", MessageSecurityMode.None, SecurityPolicy.None],
  ])(
    "shows every variable of %s with good quality (%s, %s)",
    async (connection, securityMode, securityPolicy) => {
      const machines = demoMachines.filter((machine) => machine.connection === connection);
      const endpoint = connection === "OPC-LINE-1" ? ready.endpoint : ready.linkEndpoint;
      const variables = machines.flatMap((machine) =>
        machine.variables.map((variable) => ({
          identifier: identifierOf(machine, variable),
          type: variable.type,
        })),
      );
      const read = await withSession(
        endpoint,
        { securityMode, securityPolicy },
        (session, address) =>
          session.read(
            variables.map(({ identifier }) => ({
              nodeId: address(identifier),
              attributeId: AttributeIds.Value,
            })),
          ),
      );
      expect(
        read.map(({ statusCode, value }, i) => [
          variables[i]!.identifier,
          statusCode.value,
          DataType[value.dataType],
        ]),
      ).toEqual(variables.map(({ identifier, type }) => [identifier, 0, type]));
      expect(read.every(({ sourceTimestamp }) => sourceTimestamp !== null)).toBe(true);
    },
  );

  test("moves a counter piece by piece, each with the instant of its own piece", async () => {
    const values = await withSession(ready.endpoint, {}, async (session, address) => {
      const seen: DataValue[] = [];
      const subscription = await session.createSubscription2({
        requestedPublishingInterval: 500,
        publishingEnabled: true,
      });
      const item = ClientMonitoredItem.create(
        subscription,
        { nodeId: address("FILL-1.Admin.ProdProcessedCount[0]"), attributeId: AttributeIds.Value },
        { samplingInterval: 0, queueSize: 600, discardOldest: true },
        TimestampsToReturn.Both,
      );
      item.on("changed", (value) => seen.push(value));
      await until("six pieces", () => seen.length >= 6);
      await subscription.terminate();
      return seen;
    });
    const counts = values.map(({ value }) => Number(value.value));
    expect(counts).toEqual(counts.map((_, i) => counts[0]! + i));
    const instants = values.slice(1).map(({ sourceTimestamp }) => sourceTimestamp!.getTime());
    const gaps = instants.slice(1).map((at, i) => at - instants[i]!);
    // The ideal cycle of the fastest article, and the slowest one with the greatest speed loss.
    for (const gap of gaps) {
      expect(gap).toBeGreaterThanOrEqual(750);
      expect(gap).toBeLessThanOrEqual(1_150);
    }
  });

  test("shows a forced state at once and takes it back, and the truth file says when", async () => {
    const stateOf = () =>
      withSession(ready.endpoint, {}, async (session, address) => {
        const read = await session.read({
          nodeId: address("FILL-1.Status.StateCurrent"),
          attributeId: AttributeIds.Value,
        });
        return { value: Number(read.value.value), at: read.sourceTimestamp!.getTime() };
      });
    tell({ machine: "FILL-1", force: "held" });
    const held = await until("FILL-1 is held", async () => {
      const state = await stateOf();
      return state.value === 11 && state;
    });
    tell({ machine: "FILL-1", release: true });
    const back = await until("FILL-1 runs again", async () => {
      const state = await stateOf();
      return state.value === 6 && state;
    });
    const records = await until("the truth is written that far", () => {
      const written = truth();
      const last = written.findLast((record) => "total" in record && record.machine === "FILL-1");
      return last !== undefined && last.at >= back.at && written;
    });
    const told = records.flatMap((record) =>
      "state" in record && record.machine === "FILL-1" ? [record] : [],
    );
    expect(told.slice(-2).map(({ at, state, cause }) => [at, state, cause])).toEqual([
      [held.at, "down", "Held"],
      [back.at, "running", null],
    ]);
    const sums = truthSums(records, "FILL-1", { start: held.at, end: back.at });
    expect(sums).toMatchObject({
      total: 0,
      reject: 0,
      stateMs: { down: back.at - held.at, running: 0 },
    });
  });

  test("loses the link of the assembly cell and brings it back, while the other line goes on", async () => {
    expect(await canConnect(ready.linkEndpoint)).toBe(true);
    tell({ machine: "ASM-1", force: "offline" });
    await until("the link is gone", async () => !(await canConnect(ready.linkEndpoint)));
    expect(await canConnect(ready.endpoint)).toBe(true);
    tell({ machine: "ASM-1", release: true });
    await until("the link is back", () => canConnect(ready.linkEndpoint));
    const links = () =>
      truth().flatMap((record) =>
        "link" in record && record.machine === "ASM-1" ? [record.link] : [],
      );
    await until("the truth file says so", () => links().length === 3);
    expect(links()).toEqual(["live", "lost", "live"]);
  });

  test("survives nonsense on its input", async () => {
    demo.stdin.write(
      'nonsense\n{"machine":"NO-SUCH","force":"held"}\n{"machine":"FILL-1","force":"flying"}\n',
    );
    expect(await canConnect(ready.endpoint)).toBe(true);
    expect(demo.exitCode).toBeNull();
  });

  test("stops in good order when its input is closed", async () => {
    const ended = new Promise<number | null>((resolve) => demo.once("exit", resolve));
    demo.stdin.end();
    expect(await ended).toBe(0);
    expect(truth().at(-1)).toMatchObject({ demo: "stopped" });
  });
});
