import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import SqliteDatabase from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { MachineId } from "#shared/kernel/id.ts";
import { silentLog } from "../log/engine-log.ts";
import { factsOf, piecesIn, stateAt } from "../testing/batches.ts";
import { buildPlant, minutes, mondayMorning, type BuiltPlant } from "../testing/plant-builder.ts";
import { captureStopOf, type CaptureState } from "./capture-guard.ts";
import { Capture } from "./capture.ts";
import { BatchCommitter } from "./commit-batch.ts";
import { exclusively } from "./exclusive.ts";
import { PlantLookup } from "./plant-lookup.ts";

let plant: BuiltPlant;
let capture: Capture;
let filler: MachineId;
let states: CaptureState[];
const at = (minute: number) => mondayMorning + minutes(minute);

beforeEach(async () => {
  plant = await buildPlant();
  filler = plant.machine("FILL-1");
  const { database, identity } = plant;
  const committer = new BatchCommitter(database, identity, new PlantLookup(database.raw));
  const parts = { database, identity, committer, log: silentLog(), monotonic: () => 0 };
  capture = new Capture({ ...parts, retryAfterMs: 5 });
  states = [];
  capture.onState((state) => states.push(state));
});
afterEach(() => plant.close());

const events = () => plant.database.raw.prepare("select count(*) from machine_event").pluck().get();
const stateBatch = (minute: number) =>
  factsOf(filler, [stateAt(at(minute), "running", { cause: `minute ${minute}` })], at(minute));

/** Resolves once capture has told a state of this kind. */
const until = (state: CaptureState["state"]): Promise<void> =>
  new Promise((resolve) => {
    const stop = capture.onState((now) => {
      if (now.state !== state) return;
      stop();
      resolve();
    });
  });

describe("capture", () => {
  it("commits batches in the order they came and counts what it stored", async () => {
    expect(
      await Promise.all([0, 1, 2].map((minute) => capture.accept(stateBatch(minute)))),
    ).toEqual([true, true, true]);
    expect(events()).toBe(3);
    expect(capture.counters()).toMatchObject({
      batchesInFlight: 0,
      lastCommitAt: mondayMorning,
      lastCommitMs: 0,
    });
    expect(states).toEqual([]);
  });

  it("stops loudly while the disk is full, acknowledges nothing, and resumes by itself with nothing lost", async () => {
    const { raw } = plant.database;
    const pages = raw.pragma("page_count", { simple: true }) as number;
    raw.pragma(`max_page_count = ${pages}`);
    const many = factsOf(
      filler,
      Array.from({ length: 5_000 }, (_, i) => piecesIn(at(i), at(i + 1), 1)),
      at(5_000),
    );
    const stopped = until("stopped");
    const stored = capture.accept(many);
    let isAcknowledged = false;
    void stored.then(() => (isAcknowledged = true));

    await stopped;
    expect(capture.state).toEqual({ state: "stopped", reason: "disk_full" });
    expect([isAcknowledged, capture.counters().batchesInFlight]).toEqual([false, 1]);
    const kept = raw.prepare("select count(*) from machine_count").pluck();
    expect(kept.get()).toBe(0);

    raw.pragma("max_page_count = 1000000");
    expect(await stored).toBe(true);
    expect(kept.get()).toBe(5_000);
    expect(states).toEqual([
      { state: "stopped", reason: "disk_full" },
      { state: "capturing", reason: null },
    ]);
  });

  it("stops while the database cannot be written", async () => {
    plant.database.raw.pragma("query_only = on");
    const stopped = until("stopped");
    const stored = capture.accept(stateBatch(0));
    await stopped;
    expect(capture.state).toEqual({ state: "stopped", reason: "read_only" });
    plant.database.raw.pragma("query_only = off");
    expect(await stored).toBe(true);
    expect(events()).toBe(1);
  });

  it("waits without alarm while another process holds the file", async () => {
    const other = new SqliteDatabase(join(plant.folder, "business.sqlite"));
    plant.database.raw.pragma("busy_timeout = 1");
    other.exec("begin immediate");
    const stored = capture.accept(stateBatch(0));
    await new Promise((resolve) => setTimeout(resolve, 30));
    other.exec("rollback");
    other.close();
    expect(await stored).toBe(true);
    expect(states).toEqual([]);
  });

  it("puts a batch that is itself at fault aside and goes on", async () => {
    const stranger = "01a20448-0000-7000-8000-000000000000" as MachineId;
    const broken = factsOf(stranger, [stateAt(at(0), "running")], at(0));
    expect(await capture.accept(broken)).toBe(true);
    expect(await capture.accept(stateBatch(1))).toBe(true);

    const [file] = readdirSync(join(plant.folder, "set-aside"));
    const aside = JSON.parse(readFileSync(join(plant.folder, "set-aside", file!), "utf8")) as {
      error: string;
    };
    expect(aside.error).toMatch(/FOREIGN KEY/);
    expect(aside).toMatchObject({ batch: { machines: [{ machineId: stranger }] } });
    expect(events()).toBe(1);
    expect(states).toEqual([]);
  });

  it("waits for a command that holds the writing connection", async () => {
    const { kysely } = plant.database;
    const order: string[] = [];
    const command = kysely.transaction().execute(async (trx) => {
      await trx.selectFrom("machine").select("id").execute();
      await new Promise((resolve) => setTimeout(resolve, 20));
      order.push("command");
    });
    const stored = capture.accept(stateBatch(0)).then(() => order.push("batch"));
    await Promise.all([command, stored]);
    expect(order).toEqual(["command", "batch"]);
  });

  it("that is stopped while nothing can be stored lets go of its batch without acknowledging it", async () => {
    plant.database.raw.pragma("query_only = on");
    const stopped = until("stopped");
    const stored = capture.accept(stateBatch(0));
    await stopped;
    await capture.stop();
    expect(await stored).toBe(false);
    expect(existsSync(join(plant.folder, "set-aside"))).toBe(false);
  });

  it("writes the last values when it stops", async () => {
    const tag = plant.tag("fill-1.count");
    const reading = { tag, value: 12, status: 0, sourceTime: at(0), receivedTime: at(0) };
    await capture.accept({ ...stateBatch(0), lastValues: [reading] });
    await capture.stop();
    expect(plant.database.raw.prepare("select tag_id, value from last_value").all()).toEqual([
      { tag_id: tag, value: "12" },
    ]);
  });
});

describe("a failed commit", () => {
  const sqlite = (code: string) => Object.assign(new Error(code), { code });

  it.each([
    ["SQLITE_FULL", "disk_full"],
    ["SQLITE_READONLY_DBMOVED", "read_only"],
    ["SQLITE_CORRUPT_INDEX", "damaged"],
    ["SQLITE_NOTADB", "damaged"],
    ["SQLITE_IOERR_WRITE", "io_error"],
  ])("%s stops capture as %s", (code, reason) => {
    expect(captureStopOf(sqlite(code))).toBe(reason);
  });

  it("of another kind concerns its batch only", () => {
    expect(captureStopOf(sqlite("SQLITE_CONSTRAINT_FOREIGNKEY"))).toBeNull();
    expect(captureStopOf(new TypeError("a bug"))).toBeNull();
  });

  it("does not leave the connection inside a transaction", async () => {
    await expect(
      exclusively(plant.database, () => {
        throw new Error("no");
      }),
    ).rejects.toThrow("no");
    expect(plant.database.raw.inTransaction).toBe(false);
  });
});
