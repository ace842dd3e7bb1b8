import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { safe } from "@orpc/client";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ConnectionRow } from "#shared/connections/connection-rows.ts";
import type { MachineRow } from "#shared/machines/machines.contract.ts";
import type { TeachStatus } from "#shared/teach/teach.contract.ts";
import { EngineProcess, type PlantClient } from "../../testing/engine-process.ts";
import { lineConfig } from "../../testing/line-plant.ts";

let folder: string;
let engine: EngineProcess;
let client: PlantClient;
let machine: MachineRow;
let connection: ConnectionRow;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "unison-teach-"));
  const config = lineConfig(folder, { driver: "simulated", seed: 1, cycleMs: 1_000 });
  engine = await EngineProcess.serve(join(folder, "data"), ["--config", config]);
  client = await engine.administrator();
  machine = (await client.machines.list()).rows[0]!;
  connection = (await client.connections.list()).rows[0]!;
});

afterAll(async () => {
  await engine?.[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

const begin = async (address: string | null = null): Promise<string> => {
  const { sessionId } = await client.teach.begin({
    connectionId: connection.id as never,
    machineId: machine.id as never,
    lookIn: { kind: "browse", address },
  });
  return sessionId;
};

/** The first status of a lesson that fits. */
async function statusOf(
  sessionId: string,
  fits: (status: TeachStatus) => boolean,
): Promise<TeachStatus> {
  for await (const status of await client.teach.watchSession({ sessionId }))
    if (fits(status)) return status;
  throw new Error("the stream ended");
}

/** Taps whenever the counter on the screen has moved, as a person at the machine would. */
async function tapParts(sessionId: string, parts: number): Promise<void> {
  const { rows: tags } = await client.connections.tags({ machineId: machine.id as never });
  const counter = tags.find(({ code }) => code === "press-1.count")!;
  let tapped = -1;
  let before: unknown;
  for await (const { values } of await client.connections.watchValues({
    connectionId: connection.id as never,
  })) {
    const value = values.find(({ tagId }) => tagId === counter.id)?.value;
    if (value === undefined || value === before) continue;
    before = value;
    if (tapped >= 0) await client.teach.mark({ sessionId, kind: "part" });
    if (++tapped === parts) return;
  }
}

test("a lesson finds the counter beside the running capture, and its rules count the recorded parts", async () => {
  const sessionId = await begin();
  const watching = await statusOf(sessionId, ({ phase }) => phase === "watching");
  expect(watching).toMatchObject({ candidateCount: 5, isCut: false, failure: null });

  await tapParts(sessionId, 5);
  const marked = await statusOf(sessionId, ({ marks }) => marks.length === 5);
  expect(marked.sampleCount).toBeGreaterThan(5);
  expect(marked.changingCount).toBeGreaterThan(0);

  const proposal = await client.teach.propose({ sessionId });
  // The very first tap may fall on the reading that all others are counted from.
  expect(proposal.ranked.counter[0]).toMatchObject({ address: "count" });
  expect(proposal.ranked.counter[0]!.matched).toBeGreaterThanOrEqual(4);
  expect(proposal.tags.map(({ code, address }) => [code, address])).toContainEqual([
    "press-1.count",
    "count",
  ]);
  expect(proposal.signals?.counts?.total).toMatchObject({ tag: "press-1.count" });
  expect(proposal.notes).toContain("no_stop_marked");

  const preview = await client.teach.preview({
    sessionId,
    tags: proposal.tags,
    signals: proposal.signals!,
  });
  expect(preview).toMatchObject({ markedParts: 5 });
  expect(preview.total).toBeGreaterThanOrEqual(4);
  expect(preview.states.length).toBeGreaterThan(0);

  await client.teach.end({ sessionId });
  await statusOf(sessionId, ({ phase }) => phase === "ended");
  // The lesson's tags are no tags of the plant, and capture went on as before.
  const { rows } = await client.connections.tags({ connectionId: connection.id as never });
  expect(rows).toHaveLength(2);
  expect((await client.connections.get({ id: connection.id as never })).link).toBe("live");
});

test("a mark is taken back, sent twice it is one, and after the end none is taken", async () => {
  const sessionId = await begin();
  await statusOf(sessionId, ({ phase }) => phase === "watching");
  const commandId = "0193b3a5-7c00-7000-8000-000000000001";
  const first = await client.teach.mark({ sessionId, kind: "stopped", commandId });
  expect(await client.teach.mark({ sessionId, kind: "stopped", commandId })).toEqual(first);
  expect((await statusOf(sessionId, () => true)).marks).toEqual([first]);
  await client.teach.undoMark({ sessionId, markId: first.id });
  expect((await statusOf(sessionId, () => true)).marks).toEqual([]);

  await client.teach.end({ sessionId });
  const { error } = await safe(client.teach.mark({ sessionId, kind: "part" }));
  expect(error).toMatchObject({ code: "NOT_NOW" });
});

test("a new lesson at the same connection ends the one before", async () => {
  const first = await begin();
  await statusOf(first, ({ phase }) => phase === "watching");
  const second = await begin();
  expect(await statusOf(first, () => true)).toMatchObject({ phase: "ended" });
  await client.teach.end({ sessionId: second });
});

test("a lesson says so when there is nothing to watch, and of a switched-off connection it still learns", async () => {
  const lost = await begin("no such place");
  expect(await statusOf(lost, ({ phase }) => phase === "failed")).toMatchObject({
    failure: expect.any(String),
  });

  const { version } = await client.connections.get({ id: connection.id as never });
  const off = await client.connections.update({
    id: connection.id as never,
    basedOn: version,
    isEnabled: false,
  });
  const sessionId = await begin();
  await statusOf(sessionId, ({ sampleCount }) => sampleCount > 5);
  await client.teach.end({ sessionId });
  await client.connections.update({
    id: connection.id as never,
    basedOn: off.version,
    isEnabled: true,
  });
});

test("whoever may not change connections may not teach", async () => {
  const viewer = await engine.colleague(client, "viewer");
  const refused: Promise<unknown>[] = [
    viewer.teach.begin({
      connectionId: connection.id as never,
      machineId: machine.id as never,
      lookIn: { kind: "telegram" },
    }),
    viewer.teach.mark({ sessionId: crypto.randomUUID(), kind: "part" }),
    viewer.teach.undoMark({ sessionId: crypto.randomUUID(), markId: "x" }),
    viewer.teach.propose({ sessionId: crypto.randomUUID() }),
    viewer.teach.preview({ sessionId: crypto.randomUUID(), tags: [], signals: {} }),
    viewer.teach.end({ sessionId: crypto.randomUUID() }),
  ];
  for (const attempt of refused)
    expect((await safe(attempt)).error).toMatchObject({ code: "FORBIDDEN" });
});
