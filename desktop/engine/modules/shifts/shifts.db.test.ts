import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { safe } from "@orpc/client";
import Database from "better-sqlite3";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Id, MachineId, ShiftInstanceId } from "#shared/kernel/id.ts";
import { EngineProcess, type PlantClient } from "../../testing/engine-process.ts";
import { lineConfig } from "../../testing/line-plant.ts";

let folder: string;
let engine: EngineProcess;
let admin: PlantClient;
let planner: PlantClient;
let viewer: PlantClient;
let machineId: MachineId;

const hourMs = 3_600_000;
const soon = { timeout: 20_000, interval: 100 };
const clockAt = (at: number): string =>
  new Intl.DateTimeFormat("en-GB", {
    timeZone: "Europe/Berlin",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).format(at);

/** One shift a day of four hours that began an hour ago. */
const aroundNow = (now: number) => ({
  name: "Now",
  shifts: [
    {
      code: "NOW",
      name: "Now",
      start: clockAt(now - hourMs),
      end: clockAt(now + 3 * hourMs),
      target: 500,
    },
  ],
  cycle: { type: "rotating" as const, anchor: "2026-01-01", days: [["NOW"]] },
  crews: [{ code: "A", name: "Crew A" }],
  crewRotation: { anchor: "2026-01-01", daysPerStep: 1, steps: [{ NOW: "A" }] },
});

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "unison-shifts-"));
  const config = lineConfig(folder, { driver: "simulated", seed: 1, cycleMs: 200 });
  engine = await EngineProcess.serve(join(folder, "data"), ["--config", config]);
  admin = await engine.administrator();
  planner = await engine.colleague(admin, "planner");
  viewer = await engine.colleague(admin, "viewer");
  const pattern = await planner.shifts.createPattern({
    code: "NOW",
    pattern: aroundNow(Date.now()),
  });
  const machine = (await admin.machines.list()).rows[0]!;
  machineId = machine.id as MachineId;
  await admin.machines.update({
    id: machineId,
    basedOn: machine.version,
    shiftPatternId: pattern.id as never,
  });
});

afterAll(async () => {
  await engine?.[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

const lastDay = () => ({ from: Date.now() - 24 * hourMs, to: Date.now() + 24 * hourMs });
const performed = async () => (await viewer.shifts.performance({ range: lastDay() })).rows[0]!;

test("shifts of all patterns are told with crew and targets", async () => {
  const { rows } = await viewer.shifts.ofRange({ range: lastDay() });
  expect(rows[0]).toMatchObject({
    code: "NOW",
    patternCode: "NOW",
    machineCount: 1,
    crew: "Crew A",
    targets: { pieces: 500, per: "shift", oee: null, quality: null },
    isOvertime: false,
  });
  const nobody = await engine.client();
  expect((await safe(nobody.shifts.ofRange({ range: lastDay() }))).error).toMatchObject({
    code: "UNAUTHENTICATED",
  });
});

test("a running shift has its performance, its place beside others, its losses and its pace", async () => {
  await expect.poll(async () => (await performed()).pieces.total, soon).toBeGreaterThan(0);
  const row = await performed();
  expect(row).toMatchObject({ targets: { pieces: 500, oee: 0.85 }, machine: null });

  const compared = await viewer.shifts.compare({ range: lastDay(), machineIds: [machineId] });
  expect(compared.byShift.map(({ key }) => key)).toEqual(["NOW"]);
  const detail = await viewer.shifts.shift({ id: row.shift.id as ShiftInstanceId });
  expect(detail.machines).toHaveLength(1);
  const { pace } = await viewer.shifts.pace({ machineId });
  expect(pace.target).toEqual({ pieces: 500, from: "shift" });
  expect(pace.best.rate).toMatchObject({ value: null });

  const nobody = await engine.client();
  const id = row.shift.id as ShiftInstanceId;
  for (const refused of [
    safe(nobody.shifts.performance({ range: lastDay() })),
    safe(nobody.shifts.compare({ range: lastDay() })),
    safe(nobody.shifts.shift({ id })),
    safe(nobody.shifts.pace({ machineId })),
    safe(nobody.shifts.downtime({ range: lastDay() })),
  ])
    expect((await refused).error).toMatchObject({ code: "UNAUTHENTICATED" });

  const quarter = { from: 0, to: 94 * 24 * hourMs };
  expect((await safe(viewer.shifts.performance({ range: quarter }))).error).not.toBeNull();
});

test("planned downtime is entered, moved and taken back, and touches the figures of its machine and time alone", async () => {
  const before = (await performed()).time;
  const from = Date.now() - hourMs / 2;
  const entered = await planner.shifts.createDowntime({
    machineId: machineId as Id<"machine">,
    from,
    to: from + 600_000,
    name: "Maintenance",
  });
  expect(entered).toMatchObject({ machineCode: "PRESS-1", name: "Maintenance", version: 1 });
  expect((await performed()).time.plannedDownMs - before.plannedDownMs).toBe(600_000);

  const id = entered.id as never;
  const moved = await planner.shifts.updateDowntime({
    id,
    basedOn: 1,
    machineId: null,
    from,
    to: from + 300_000,
    name: "Meeting",
  });
  expect(moved).toMatchObject({ machineId: null, machineCode: null, version: 2 });
  expect((await performed()).time.plannedDownMs - before.plannedDownMs).toBe(300_000);
  expect((await viewer.shifts.downtime({ range: lastDay(), machineId })).rows).toEqual([moved]);

  const stale = await safe(
    planner.shifts.updateDowntime({ ...entered, id, machineId: null, basedOn: 1 }),
  );
  expect(stale.error).toMatchObject({ code: "STALE", data: { basedOn: 1, current: 2 } });
  const backwards = await safe(
    planner.shifts.createDowntime({ machineId: null, from, to: from, name: "Nothing" }),
  );
  expect(backwards.error).toMatchObject({
    code: "INVALID",
    data: { issues: [{ path: "to", message: "must be after the start" }] },
  });
  const unknownMachine = "01a20448-0000-7000-8000-000000000000" as never;
  const nowhere = { machineId: unknownMachine, from, to: from + 1, name: "Nowhere" };
  expect((await safe(planner.shifts.createDowntime(nowhere))).error).toMatchObject({
    code: "NOT_FOUND",
  });

  expect(await planner.shifts.removeDowntime({ id, basedOn: 2 })).toEqual({ id });
  expect((await performed()).time.plannedDownMs).toBe(before.plannedDownMs);
  const operations = auditOf("planned_downtime");
  expect(operations).toEqual([
    "shifts.createDowntime",
    "shifts.updateDowntime",
    "shifts.removeDowntime",
  ]);
});

test("who may not plan shifts changes none of it", async () => {
  const stretch = { machineId: null, from: 0, to: 1, name: "Holiday" };
  const id = "01a20448-0000-7000-8000-000000000000" as never;
  const pattern = aroundNow(Date.now());
  for (const refused of [
    safe(viewer.shifts.createDowntime(stretch)),
    safe(viewer.shifts.updateDowntime({ ...stretch, id, basedOn: 1 })),
    safe(viewer.shifts.removeDowntime({ id, basedOn: 1 })),
    safe(viewer.shifts.createPattern({ code: "MINE", pattern })),
    safe(viewer.shifts.updatePattern({ id, basedOn: 1, pattern })),
  ])
    expect((await refused).error).toMatchObject({
      code: "FORBIDDEN",
      data: { permission: "shift:update" },
    });
});

function auditOf(entity: string): unknown[] {
  const raw = new Database(join(folder, "data", "business.sqlite"), { readonly: true });
  const rows = raw
    .prepare("select operation from audit_entry where entity = ? order by at, id")
    .pluck()
    .all(entity);
  raw.close();
  return rows;
}
