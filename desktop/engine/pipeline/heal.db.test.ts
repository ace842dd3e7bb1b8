import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ConnectionId, MachineId } from "#shared/kernel/id.ts";
import { DrivenMachine } from "../testing/driven-machine.ts";
import { buildPlant, minutes, mondayMorning, type BuiltPlant } from "../testing/plant-builder.ts";
import { check } from "./check.ts";
import { BatchCommitter } from "./commit-batch.ts";
import { heal } from "./heal.ts";
import { PlantLookup } from "./plant-lookup.ts";

let plant: BuiltPlant;
let filler: MachineId;
let line: ConnectionId;
const at = (minute: number) => mondayMorning + minutes(minute);

beforeEach(async () => {
  plant = await buildPlant();
  filler = plant.machine("FILL-1");
  line = plant.connection("LINE");
});
afterEach(() => plant.close());

const rows = (sql: string) => plant.database.raw.prepare(sql).all();
const pieces = () =>
  rows(
    "select provenance, sum(total) as total from machine_count where suspect = '' group by provenance",
  );

/** Starts the engine's capture as after any stop. */
async function start(now: number) {
  plant.identity.set(now);
  const committer = new BatchCommitter(
    plant.database,
    plant.identity,
    new PlantLookup(plant.database.raw),
  );
  const { memories, stoppedAt } = await heal(plant.database, committer, now);
  return {
    committer,
    stoppedAt,
    driven: DrivenMachine.of(plant.database, filler, memories.get(filler)!, now),
  };
}

async function captureAnHour(): Promise<void> {
  const { committer, driven } = await start(at(0));
  driven.live(line, at(0));
  driven.reads("fill-1.product", "P-1", at(0));
  driven.reads("fill-1.running", true, at(0));
  for (let minute = 0; minute <= 60; minute++) {
    driven.reads("fill-1.count", 1_000 + 30 * minute, at(minute));
    committer.commit(driven.batch(at(minute)));
  }
}

describe("after the engine was off", () => {
  it("the machine is unknown from the last heartbeat to the first new reading, and the gap is on record", async () => {
    await captureAnHour();
    const { committer, driven, stoppedAt } = await start(at(90));
    driven.live(line, at(90));
    driven.reads("fill-1.running", true, at(90));
    driven.reads("fill-1.count", 2_900, at(90));
    committer.commit(driven.batch(at(91)));

    expect(stoppedAt).toBe(at(60));
    expect(
      rows(
        `select starts_at as start, ends_at as "end", state, cause from machine_interval order by starts_at`,
      ),
    ).toEqual([
      { start: at(0), end: at(60), state: "running", cause: null },
      { start: at(60), end: at(90), state: "unknown", cause: "engine_stopped" },
      { start: at(90), end: null, state: "running", cause: null },
    ]);
    expect(rows("select starts_at, ends_at, cause from gap")).toEqual([
      { starts_at: at(60), ends_at: at(90), cause: "engine_stopped" },
    ]);
  });

  it("the pieces made meanwhile come back from the counter and are marked reconstructed", async () => {
    await captureAnHour();
    const { committer, driven } = await start(at(90));
    driven.live(line, at(90));
    driven.reads("fill-1.running", true, at(90));
    driven.reads("fill-1.count", 2_900, at(90));
    committer.commit(driven.batch(at(91)));

    expect(pieces()).toEqual([
      { provenance: "measured", total: 1_800 },
      { provenance: "reconstructed", total: 100 },
    ]);
    const gap = rows(
      "select min(minute) as first, max(minute) as last from machine_count where provenance = 'reconstructed'",
    );
    expect(gap).toEqual([{ first: at(60), last: at(89) }]);
  });

  it("healing twice says nothing twice", async () => {
    await captureAnHour();
    await start(at(90));
    const once = [rows("select * from machine_event"), rows("select * from gap")];
    await start(at(95));
    expect([rows("select * from machine_event"), rows("select * from gap")]).toEqual(once);
  });

  it("a plant that never captured anything has nothing to heal", async () => {
    const { stoppedAt } = await start(at(0));
    expect(stoppedAt).toBeNull();
    expect([rows("select * from machine_event"), rows("select * from gap")]).toEqual([[], []]);
  });
});

interface Told {
  readonly step: number;
  readonly at: number;
  readonly count: number;
}

/** Lets a child process capture from an instant on and kills it with -9 after some commits. Returns the last one it told. */
async function captureAndKill(from: number, count: number, afterSteps: number): Promise<Told> {
  const script = new URL("../testing/capture-until-killed.ts", import.meta.url).pathname;
  const args = [script, plant.folder, filler, line, String(from), String(count)];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  let last: Told | null = null;
  for await (const text of createInterface({ input: child.stdout })) {
    // The last line may be cut off by the kill.
    if (!text.endsWith("}")) break;
    last = JSON.parse(text) as Told;
    if (last.step === afterSteps) child.kill("SIGKILL");
  }
  await ended;
  if (last === null) throw new Error("the child told no commit");
  return last;
}

describe("after kill -9 in the middle of capture, three times over", () => {
  it("no told commit is lost, intervals are whole, and every piece is there exactly once", async () => {
    let [from, count] = [mondayMorning, 5_000];
    for (const steps of [23, 61, 97]) {
      const told = await captureAndKill(from, count, steps);
      const stored = plant.database.raw.prepare("select at from heartbeat").pluck().get() as number;
      expect(stored).toBeGreaterThanOrEqual(told.at);
      // The machine went on for ten minutes and made some pieces nobody saw.
      from = stored + minutes(10);
      count = told.count + 400;
    }
    const { committer, driven } = await start(from);
    driven.live(line, from);
    driven.reads("fill-1.running", true, from);
    driven.reads("fill-1.count", count, from);
    committer.commit(driven.batch(from + 1_000));

    const total = (pieces() as { total: number }[]).reduce((sum, row) => sum + row.total, 0);
    expect(total).toBe(count - 5_000);
    expect(await check(plant.database, plant.identity)).toEqual([]);
    const causes = rows(
      "select cause from machine_interval where state = 'unknown' order by starts_at",
    );
    expect(causes).toEqual([1, 2, 3].map(() => ({ cause: "engine_stopped" })));
    expect(rows("select cause from gap where ends_at is not null")).toHaveLength(3);
  });
});
