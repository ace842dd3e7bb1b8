import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { safe } from "@orpc/client";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { MachineRow } from "#shared/machines/machines.contract.ts";
import { EngineProcess, type PlantClient } from "./testing/engine-process.ts";
import { lineConfig } from "./testing/line-plant.ts";

let folder: string;
let engine: EngineProcess;
let client: PlantClient;
let machine: MachineRow;

const soon = { timeout: 20_000, interval: 100 };
/** Everything that the engine has captured since the test began, and the hour before. */
const wholeDay = () => ({ from: Date.now() - 86_400_000, to: Date.now() });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "unison-operations-"));
  const config = lineConfig(folder, { driver: "simulated", seed: 1, cycleMs: 200 });
  engine = await EngineProcess.serve(join(folder, "data"), ["--config", config]);
  client = await engine.administrator();
  machine = (await client.machines.list()).rows[0]!;
});

afterAll(async () => {
  await engine?.[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

/** The first event of a stream that fits. */
async function firstOf<Event>(
  events: Promise<AsyncIterable<Event>>,
  fits: (event: Event) => boolean,
): Promise<Event> {
  for await (const event of await events) if (fits(event)) return event;
  throw new Error("the stream ended before what was waited for");
}

test("a connection shows its link, its tags with live values, its server's nodes and its gaps", async () => {
  const line = (await client.connections.list({ search: "line" })).rows[0]!;
  await expect
    .poll(async () => (await client.connections.get({ id: line.id })).link, soon)
    .toBe("live");
  const { rows: tags } = await client.connections.tags({ machineId: machine.id });
  expect(tags.map((tag) => tag.code)).toEqual(["press-1.count", "press-1.running"]);

  const live = await firstOf(
    client.connections.watchValues({ connectionId: line.id }),
    ({ values }) => values.some((value) => value.tagId === tags[0]!.id && value.quality === "good"),
  );
  expect(live.values.find((value) => value.tagId === tags[0]!.id)?.value).toEqual(
    expect.any(Number),
  );

  const { nodes } = await client.connections.browse({ id: line.id });
  expect(nodes.map((node) => node.address)).toContain("count");
  expect(await client.connections.test({ settings: line.settings })).toMatchObject({ ok: true });
  const { rows: gaps } = await client.ledger.gaps({ connectionId: line.id });
  expect(gaps.filter((gap) => gap.endsAt === null)).toEqual([]);
});

test("a tag and a connection are renamed by version, and a switched-off connection says so", async () => {
  const line = (await client.connections.list()).rows[0]!;
  const tag = (await client.connections.tags({ connectionId: line.id })).rows[0]!;
  const renamed = await client.connections.updateTag({
    id: tag.id,
    basedOn: tag.version,
    name: "Strokes",
  });
  expect(renamed).toMatchObject({ name: "Strokes", version: tag.version + 1 });
  const off = await client.connections.update({
    id: line.id,
    basedOn: line.version,
    isEnabled: false,
  });
  expect(off.link).toBe("disabled");
  await client.connections.update({ id: line.id, basedOn: off.version, isEnabled: true });
  await expect
    .poll(async () => (await client.connections.get({ id: line.id })).link, soon)
    .toBe("live");
});

test("a product is set on a machine by hand, with an ideal cycle from a date on", async () => {
  const product = await client.products.create({ code: "LID", name: "Lid" });
  const renamed = await client.products.update({ id: product.id, basedOn: 1, name: "Lid 38 mm" });
  expect(renamed.name).toBe("Lid 38 mm");
  const start = {
    machineId: machine.id,
    productId: product.id,
    validFrom: Date.UTC(2026, 0, 1),
    cavities: 1,
  };
  const cycle = await client.products.addCycle({ ...start, cycleUs: 250_000 });
  const twice = await safe(client.products.addCycle({ ...start, cycleUs: 300_000 }));
  expect(twice.error).toMatchObject({ code: "DUPLICATE", data: { field: "validFrom" } });
  expect(
    await client.products.updateCycle({ id: cycle.id, basedOn: 1, cycleUs: 200_000 }),
  ).toMatchObject({ cycleUs: 200_000 });
  const other = await client.products.addCycle({
    ...start,
    validFrom: Date.UTC(2025, 0, 1),
    cycleUs: 1,
  });
  await client.products.removeCycle({ id: other.id, basedOn: 1 });
  const { rows } = await client.products.cycles({ machineId: machine.id });
  expect(rows.map((row) => [row.productCode, row.cycleUs])).toEqual([["LID", 200_000]]);

  const wish = { machineId: machine.id, orderNo: "4711" };
  await client.runs.start({ ...wish, productCode: "LID" });
  const unknown = await safe(client.runs.start({ ...wish, productCode: "NOTHING" }));
  expect(unknown.error).toMatchObject({ code: "NOT_FOUND" });
});

test("the board shows the machine at work, at once and as it changes", async () => {
  const tile = await firstOf(client.machines.watchBoard(), ({ tiles }) =>
    tiles.some(({ productCode, link }) => productCode === "LID" && link === "live"),
  );
  expect(tile.tiles[0]).toMatchObject({ code: "PRESS-1", orderNo: "4711" });
  expect((await client.machines.board()).tiles).toHaveLength(1);
  expect(await client.machines.get({ id: machine.id })).toMatchObject({ code: "PRESS-1" });
  const badge = await firstOf(client.plant.watchStatus(), (status) => status.machinesLive === 1);
  expect(badge).toMatchObject({ machinesTotal: 1, capture: { state: "capturing" } });
});

test("what was captured opens into time, pieces, hours and a proof that balances", async () => {
  const of = { machineId: machine.id, range: wholeDay() };
  await expect
    .poll(async () => (await client.oee.machine(of)).pieces.total, soon)
    .toBeGreaterThan(0);
  const range = wholeDay();
  const { intervals, runs } = await client.machines.timeline({ id: machine.id, range });
  expect(intervals.at(-1)?.isOpen).toBe(true);
  expect(runs.at(-1)).toMatchObject({ productCode: "LID" });
  expect(await client.machines.energy({ machineId: machine.id, range })).toMatchObject({
    energyMwh: 0,
    mwhPerGoodPiece: 0,
  });
  // Pieces of the range may still be on their way to the disk between two questions.
  const difference = async () => {
    const { rows } = await client.oee.hours({ machineId: machine.id, range });
    const { pieces } = await client.oee.machine({ machineId: machine.id, range });
    return rows.reduce((sum, row) => sum + row.total, 0) - pieces.total - pieces.unplanned;
  };
  await expect.poll(difference, soon).toBe(0);
  const proof = await client.oee.proof({ machineId: machine.id, range });
  expect(proof.balance.remainderMs).toBe(0);
  expect((await client.oee.plant({ range })).definitionHash).toMatch(/^[0-9a-f]{64}$/);
});

test("the plant's policy is changed by version, and the trail says by whom", async () => {
  const plant = await client.plant.get();
  const policy = { ...plant.policy, minorStopMs: 90_000 };
  expect((await client.plant.update({ basedOn: plant.version, policy })).policy.minorStopMs).toBe(
    90_000,
  );
  const stale = await safe(client.plant.update({ basedOn: plant.version, name: "Other" }));
  expect(stale.error).toMatchObject({ code: "STALE" });
  const { rows } = await client.plant.audit({ search: "plant.update" });
  expect(rows[0]).toMatchObject({ actorName: "Anna", operation: "plant.update", entity: "plant" });
  const done = await firstOf(client.plant.watchDemoLoad(), (progress) => progress.done);
  expect(done.error).toBeNull();
});

test("reasons and shift patterns are kept by code", async () => {
  const reason = await client.stops.createReason({
    code: "JAM",
    name: "Jam",
    category: "breakdown",
  });
  await client.stops.updateReason({ id: reason.id, basedOn: 1, name: "Jam in the feeder" });
  expect((await client.stops.reasons()).rows).toMatchObject([
    { code: "JAM", name: "Jam in the feeder" },
  ]);

  const pattern = {
    name: "Nights",
    shifts: [{ code: "N", name: "Night", start: "22:00", end: "06:00" }],
    cycle: { type: "weekly" as const, saturday: ["N"] },
  };
  const { rows } = await client.shifts.preview({ pattern, fromDate: "2026-03-28", days: 1 });
  // The clocks go forward in this night.
  expect(rows.map((shift) => (shift.end - shift.start) / 3_600_000)).toEqual([7]);
  await client.shifts.createPattern({ code: "NIGHTS", pattern });
  expect((await client.shifts.patterns()).rows).toMatchObject([
    { code: "NIGHTS", machineCount: 0 },
  ]);
});

test("people change their own password with the old one, and administrators see who may sign in", async () => {
  const change = (currentPassword: string) =>
    client.access.changeOwnPassword({ currentPassword, newPassword: "battery staple" });
  expect((await safe(change("wrong"))).error).toMatchObject({
    code: "INVALID",
    data: { issues: [{ path: "currentPassword" }] },
  });
  await change("correct horse");
  const again = await engine.client();
  expect(
    (await again.access.signIn({ username: "anna", password: "battery staple" })).user.role,
  ).toBe("admin");
  expect((await client.access.listUsers()).rows.map((user) => user.username)).toEqual(["anna"]);
});
