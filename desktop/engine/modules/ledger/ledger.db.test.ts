import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { safe } from "@orpc/client";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { GapRow } from "#shared/ledger/ledger.contract.ts";
import type { MachineRow } from "#shared/machines/machines.contract.ts";
import { EngineProcess, type PlantClient } from "../../testing/engine-process.ts";
import { lineConfig } from "../../testing/line-plant.ts";

let folder: string;
let engine: EngineProcess;
let client: PlantClient;
let viewer: PlantClient;
let machine: MachineRow;

const soon = { timeout: 20_000, interval: 100 };
const lastHour = () => ({ from: Date.now() - 3_600_000, to: Date.now() + 60_000 });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "unison-ledger-"));
  const config = lineConfig(folder, { driver: "simulated", seed: 1, cycleMs: 200 });
  engine = await EngineProcess.serve(join(folder, "data"), ["--config", config]);
  client = await engine.administrator();
  viewer = await engine.colleague(client, "viewer");
  machine = (await client.machines.list()).rows[0]!;
});

afterAll(async () => {
  await engine?.[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

const states = async () =>
  (await client.machines.timeline({ id: machine.id, range: lastHour() })).intervals;
const stateNow = async () => (await states()).at(-1)?.state;

/** Switches the line off and on again; the gap that this leaves. */
async function pausedLine(): Promise<GapRow> {
  await expect.poll(stateNow, soon).not.toBe("unknown");
  const line = (await client.connections.list()).rows[0]!;
  const set = (basedOn: number, isEnabled: boolean) =>
    client.connections.update({ id: line.id, basedOn, isEnabled });
  const off = await set(line.version, false);
  await expect.poll(stateNow, soon).toBe("unknown");
  await set(off.version, true);
  await expect.poll(stateNow, soon).not.toBe("unknown");
  const { rows } = await client.ledger.gaps({ connectionId: line.id, cause: "disabled", limit: 1 });
  return rows[0]!;
}

test("a gap is on record with its cause, in the uptime of its connection and in what is known of its machine", async () => {
  const gap = await pausedLine();
  expect(gap).toMatchObject({ cause: "disabled", connectionCode: "LINE", backRead: null });
  const range = lastHour();
  const longer = await client.ledger.gaps({ range, minimumMs: gap.endsAt! - gap.startsAt + 1 });
  expect(longer.rows.map(({ id }) => id)).not.toContain(gap.id);

  const [row] = (await client.ledger.uptime({ range })).rows;
  expect(row!.ownMs).toBeGreaterThanOrEqual(gap.endsAt! - gap.startsAt);
  expect(row!.byCause.map(({ cause }) => cause)).toContain("disabled");
  expect(row!.lostMs).toBeLessThan(row!.watchedMs);

  const [known] = (await client.ledger.knowledge({ range })).rows;
  const { knownBy } = known!;
  expect(knownBy.measured).toBeGreaterThan(0);
  expect(knownBy.unknown + knownBy.reconstructed).toBeGreaterThan(0);
});

test("what a person says fills unknown time only, and is taken back to unknown", async () => {
  const gap = await pausedLine();
  const span = { from: gap.startsAt - 200, to: gap.endsAt! };
  const wish = { machineId: machine.id, ...span, state: "planned" as const, note: "Fire drill" };
  const unknown = (await states()).filter(
    ({ state, start }) => state === "unknown" && start >= gap.startsAt,
  );
  const unknownMs = unknown.reduce((sum, { start, end }) => sum + end - start, 0);

  const { typedMs } = await client.ledger.declareState(wish);
  expect(typedMs).toBe(
    unknown.reduce((sum, { start, end }) => sum + Math.min(end, span.to) - start, 0),
  );
  const typed = (await states()).filter(({ provenance }) => provenance === "typed");
  expect(typed.map(({ state, cause }) => [state, cause])).toContainEqual(["planned", "Fire drill"]);
  const { knownBy } = (await client.ledger.knowledge({ range: lastHour() })).rows[0]!;
  expect(knownBy.typed).toBe(typedMs);
  const { rows: untold } = await client.ledger.stretches({
    machineId: machine.id,
    range: lastHour(),
  });
  expect(untold.map(({ provenance }) => provenance)).toContain("typed");
  const again = await safe(client.ledger.declareState(wish));
  expect(again.error).toMatchObject({
    code: "NOT_NOW",
    data: { reason: "nothing is unknown in this time" },
  });
  const { rows: trail } = await client.plant.audit({ search: "ledger.declareState" });
  expect(trail[0]).toMatchObject({ actorName: "Anna", entity: "machine", entityId: machine.id });

  const back = await client.ledger.withdrawState({ machineId: machine.id, ...span });
  expect(back.unknownMs).toBe(typedMs);
  const after = (await states()).filter(
    ({ state, start }) => state === "unknown" && start >= gap.startsAt,
  );
  expect(after.reduce((sum, { start, end }) => sum + end - start, 0)).toBe(unknownMs);
  expect(after[0]!.cause).toBe("disabled");
  const nothing = await safe(client.ledger.withdrawState({ machineId: machine.id, ...span }));
  expect(nothing.error).toMatchObject({ code: "NOT_NOW" });
});

test("the future is not typed, and neither is a gap that has not ended", async () => {
  const wish = {
    machineId: machine.id,
    from: Date.now() - 60_000,
    state: "idle" as const,
    note: "no order",
  };
  const future = await safe(client.ledger.declareState({ ...wish, to: Date.now() + 60_000 }));
  expect(future.error).toMatchObject({
    code: "INVALID",
    data: { issues: [{ path: "to", message: "must not lie in the future" }] },
  });

  const line = (await client.connections.list()).rows[0]!;
  await client.connections.update({ id: line.id, basedOn: line.version, isEnabled: false });
  await expect.poll(stateNow, soon).toBe("unknown");
  const { start } = (await states()).at(-1)!;
  await expect.poll(() => Date.now() - start, soon).toBeGreaterThan(10);
  const open = await safe(client.ledger.declareState({ ...wish, from: start, to: Date.now() }));
  expect(open.error).toMatchObject({
    code: "NOT_NOW",
    data: { reason: "the machine has not been seen again since" },
  });
});

test("a viewer reads the ledger and says nothing in it", async () => {
  const range = lastHour();
  expect((await viewer.ledger.uptime({ range })).rows).toHaveLength(1);
  expect((await viewer.ledger.knowledge({ range })).rows).toHaveLength(1);
  const span = { machineId: machine.id, from: range.from, to: range.from + 1_000 };
  const said = await safe(viewer.ledger.declareState({ ...span, state: "idle", note: "x" }));
  expect(said.error).toMatchObject({ code: "FORBIDDEN", data: { permission: "production:log" } });
  const withdrawn = await safe(viewer.ledger.withdrawState(span));
  expect(withdrawn.error).toMatchObject({ code: "FORBIDDEN" });
});
