import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { safe } from "@orpc/client";
import Database from "better-sqlite3";
import { afterAll, beforeAll, expect, test } from "vitest";
import { emptyNotes } from "#shared/handover/handover-notes.ts";
import type { ShiftInstanceId } from "#shared/kernel/id.ts";
import { EngineProcess, type PlantClient } from "../../testing/engine-process.ts";
import { lineConfig } from "../../testing/line-plant.ts";

let folder: string;
let engine: EngineProcess;
let admin: PlantClient;
let outgoing: PlantClient;
let incoming: PlantClient;
let viewer: PlantClient;
let shiftId: ShiftInstanceId;

const password = "correct horse";
const hourMs = 3_600_000;
const soon = { timeout: 20_000, interval: 100 };

const clockAt = (at: number): string =>
  new Intl.DateTimeFormat("en-GB", {
    timeZone: "Europe/Berlin",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).format(at);

/** The shift that runs now began an hour ago and ends in an hour. */
const aroundNow = (now: number) => ({
  name: "Now",
  shifts: [{ code: "NOW", name: "Now", start: clockAt(now - hourMs), end: clockAt(now + hourMs) }],
  cycle: {
    type: "weekly" as const,
    monday: ["NOW"],
    tuesday: ["NOW"],
    wednesday: ["NOW"],
    thursday: ["NOW"],
    friday: ["NOW"],
    saturday: ["NOW"],
    sunday: ["NOW"],
  },
});

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "unison-handover-"));
  const config = lineConfig(folder, { driver: "simulated", seed: 1, cycleMs: 200 });
  engine = await EngineProcess.serve(join(folder, "data"), ["--config", config]);
  admin = await engine.administrator();
  const pattern = await admin.shifts.createPattern({ code: "NOW", pattern: aroundNow(Date.now()) });
  const machine = (await admin.machines.list()).rows[0]!;
  await admin.machines.update({
    id: machine.id as never,
    basedOn: machine.version,
    shiftPatternId: pattern.id as never,
  });
  outgoing = await engine.colleague(admin, "supervisor");
  incoming = await engine.colleague(admin, "planner");
  viewer = await engine.colleague(admin, "viewer");
  const now = Date.now();
  const { rows } = await admin.handover.list({ range: { from: now - hourMs, to: now } });
  shiftId = rows[0]!.shift.id as ShiftInstanceId;
});

afterAll(async () => {
  await engine?.[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

test("nobody signs long before the end of the shift, and the rule says how long", async () => {
  const wish = { shiftId, basedOn: 0, notes: { ...emptyNotes, safetyIncident: false }, password };
  expect((await safe(outgoing.handover.sign(wish))).error).toMatchObject({ code: "NOT_NOW" });
  expect((await outgoing.handover.pending()).rows).toEqual([]);

  const { policy, plantVersion } = await admin.handover.policy();
  const open = { ...policy, openBeforeEndMs: 2 * hourMs };
  const change = { basedOn: plantVersion, policy: open };
  expect((await safe(outgoing.handover.setPolicy(change))).error).toMatchObject({
    code: "FORBIDDEN",
  });
  expect(await admin.handover.setPolicy(change)).toEqual(open);
  expect((await outgoing.handover.pending()).rows).toMatchObject([{ status: "none" }]);
});

test("the draft is the shift's own facts, its remarks are saved, and two people do not overwrite each other", async () => {
  await expect
    .poll(async () => (await outgoing.handover.get({ shiftId })).facts.report.pieces.total, soon)
    .toBeGreaterThan(0);
  const { facts, status, version } = await viewer.handover.get({ shiftId });
  expect([status, version]).toEqual(["none", 0]);
  expect(facts.machines).toMatchObject([{ code: "PRESS-1", state: "running" }]);
  expect(facts.machines[0]!.total).toBe(facts.report.pieces.total);

  const notes = { ...emptyNotes, next: "Check the clutch" };
  const saved = await outgoing.handover.saveNotes({ shiftId, basedOn: 0, notes });
  expect((await viewer.handover.get({ shiftId })).notes.next).toBe("Check the clutch");
  const late = incoming.handover.saveNotes({ shiftId, basedOn: 0, notes: emptyNotes });
  expect((await safe(late)).error).toMatchObject({
    code: "STALE",
    data: { basedOn: 0, current: saved.version },
  });
  expect(
    (await safe(viewer.handover.saveNotes({ shiftId, basedOn: saved.version, notes }))).error,
  ).toMatchObject({ code: "FORBIDDEN" });
});

test("a signature wants the password and a word on safety, freezes what it stands for, and the next shift takes over", async () => {
  const { version, notes } = await outgoing.handover.get({ shiftId });
  const said = { ...notes, safetyIncident: false };
  const wish = { shiftId, basedOn: version, notes: said, password };
  const refused = async (change: object) =>
    (await safe(outgoing.handover.sign({ ...wish, ...change }))).error;
  expect(await refused({ password: "wrong" })).toMatchObject({
    data: { issues: [{ path: "password" }] },
  });
  expect(await refused({ notes })).toMatchObject({
    data: { issues: [{ path: "notes.safetyIncident" }] },
  });
  expect((await safe(viewer.handover.sign(wish))).error).toMatchObject({ code: "FORBIDDEN" });

  const early = incoming.handover.acknowledge({ shiftId, basedOn: version, password });
  expect((await safe(early)).error).toMatchObject({ code: "NOT_NOW" });
  const signed = await outgoing.handover.sign(wish);
  const page = await viewer.handover.get({ shiftId });
  expect(page).toMatchObject({
    status: "signed",
    digest: signed.digest,
    isIntact: true,
    signed: { name: "supervisor" },
  });
  expect(await refused({ basedOn: signed.version })).toMatchObject({ code: "NOT_NOW" });
  // More pieces come; what was signed stays.
  await expect
    .poll(async () => (await admin.handover.get({ shiftId })).facts.report.pieces.total, {
      timeout: 1_000,
    })
    .toBe(page.facts.report.pieces.total);

  const take = { shiftId, basedOn: signed.version, note: "All as said", password };
  expect((await safe(outgoing.handover.acknowledge(take))).error).toMatchObject({
    code: "NOT_NOW",
  });
  expect((await safe(viewer.handover.acknowledge(take))).error).toMatchObject({
    code: "FORBIDDEN",
  });
  await incoming.handover.acknowledge(take);
  const { rows } = await viewer.handover.list({
    range: { from: Date.now() - hourMs, to: Date.now() },
    status: "acknowledged",
    search: "planner",
  });
  expect(rows).toMatchObject([
    { signed: { name: "supervisor" }, acknowledged: { name: "planner" } },
  ]);
  expect((await incoming.handover.pending()).rows).toEqual([]);
});

test("a text changed behind the program's back is found out", async () => {
  const file = new Database(join(folder, "data", "business.sqlite"));
  file.prepare("update handover set facts = replace(facts, 'PRESS-1', 'PRESS-2')").run();
  file.close();
  expect((await viewer.handover.get({ shiftId })).isIntact).toBe(false);
});
