import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { MachineId } from "#shared/kernel/id.ts";
import type { MachineFact } from "#shared/machines/machine-fact.ts";
import { addSums, emptySums, sumsOf } from "#shared/oee/oee-sums.ts";
import { printSums, readSums } from "#shared/oee/printed-sums.ts";
import { loadOeeInput } from "../modules/oee/load-oee-input.ts";
import { loadSetting } from "../modules/oee/machine-setting.ts";
import { factsOf, stateAt } from "../testing/batches.ts";
import {
  buildPlant,
  hours,
  minutes,
  mondayMorning,
  type BuiltPlant,
} from "../testing/plant-builder.ts";
import { randomFacts, seeded } from "../testing/random-day.ts";
import { OeeSlices } from "./4-oee.ts";
import { check } from "./check.ts";
import { BatchCommitter } from "./commit-batch.ts";
import { PlantLookup } from "./plant-lookup.ts";
import { replay } from "./replay.ts";

let plant: BuiltPlant;
let filler: MachineId;
const at = (minute: number) => mondayMorning + minutes(minute);
const seeds = [11, 29, 4_711];

const newCommitter = () =>
  new BatchCommitter(plant.database, plant.identity, new PlantLookup(plant.database.raw));

beforeEach(async () => {
  plant = await buildPlant();
  filler = plant.machine("FILL-1");
});
afterEach(() => plant.close());

const rows = (table: string, columns = "*") =>
  plant.database.raw
    .prepare(`select ${columns} from ${table} order by machine_id, starts_at`)
    .all();
const derived = () => ({ intervals: rows("machine_interval"), slices: rows("oee_slice") });

async function capture(facts: readonly MachineFact[], upTo: number): Promise<void> {
  const committer = newCommitter();
  for (let i = 0; i < facts.length; i += 37)
    committer.commit(factsOf(filler, facts.slice(i, i + 37), upTo));
  plant.identity.set(upTo);
}

const wholeTime = () => ({ machineIds: [], from: 0, to: plant.identity.now() });

describe.each(seeds)("a replay of a random day (seed %i)", (seed) => {
  it("finds what capture stored, and a second one changes nothing", async () => {
    await capture(randomFacts(seeded(seed), at(0), at(480)), at(480));
    const captured = rows("machine_interval");
    await replay(plant.database, plant.identity, wholeTime());
    const first = derived();
    plant.identity.set(at(480) + 5);
    await replay(plant.database, plant.identity, wholeTime());

    expect(first.intervals).toEqual(captured);
    expect(derived()).toEqual(first);
    expect(first.slices.length).toBeGreaterThan(7);
    expect(await check(plant.database, plant.identity)).toEqual([]);
  });

  it("of states that arrived in another order ends in the same intervals", async () => {
    const random = seeded(seed);
    const facts = randomFacts(random, at(0), at(480)).filter((fact) => fact.kind === "state");
    await capture(facts, at(480));
    const inOrder = rows("machine_interval", "starts_at, ends_at, state, cause, reason_id");
    plant.database.raw.exec("delete from machine_interval; delete from machine_event");

    const shuffled = facts
      .map((fact) => ({ fact, place: random() }))
      .sort((a, b) => a.place - b.place)
      .map(({ fact }) => fact);
    await capture(shuffled, at(480));
    const afterCapture = rows("machine_interval");
    await replay(plant.database, plant.identity, wholeTime());

    expect(rows("machine_interval", "starts_at, ends_at, state, cause, reason_id")).toEqual(
      inOrder,
    );
    expect(rows("machine_interval")).toEqual(afterCapture);
  });

  it("gives slices that add up to the sums of the whole", async () => {
    await capture(randomFacts(seeded(seed), at(0), at(480)), at(480));
    await replay(plant.database, plant.identity, wholeTime());
    const stored = rows("oee_slice", "starts_at, ends_at, sums") as {
      starts_at: number;
      ends_at: number;
      sums: string;
    }[];
    const added = stored.map(({ sums }) => readSums(JSON.parse(sums))).reduce(addSums, emptySums);

    const setting = await loadSetting(plant.database.reader, filler);
    const span = { start: stored[0]!.starts_at, end: stored.at(-1)!.ends_at };
    const whole = sumsOf(await loadOeeInput(plant.database.reader, setting, span, at(480)));

    expect(printSums(added)).toEqual(printSums(whole));
  });
});

describe("a replay", () => {
  it("repairs intervals and slices that were damaged", async () => {
    await capture(randomFacts(seeded(5), at(0), at(240)), at(240));
    await replay(plant.database, plant.identity, wholeTime());
    const whole = derived();
    plant.database.raw.exec(
      `update machine_interval set state = 'idle' where rowid % 3 = 0; delete from oee_slice where rowid % 2 = 0;
       delete from loss_slice where starts_at % 7200000 = 0; update loss_day set bytes = x'000000'`,
    );
    const found = (await check(plant.database, plant.identity)).map(({ code }) => code);
    expect(new Set(found)).toEqual(
      new Set(["interval_not_folded", "loss_wrong", "slice_missing", "slice_wrong"]),
    );

    await replay(plant.database, plant.identity, wholeTime());
    expect(derived().intervals).toEqual(whole.intervals);
    expect(await check(plant.database, plant.identity)).toEqual([]);
  });

  it("tells its progress and stops when asked to", async () => {
    await capture(randomFacts(seeded(5), at(0), at(60 * 40)), at(60 * 40));
    const abort = new AbortController();
    const seen: number[] = [];
    const stopped = replay(
      plant.database,
      plant.identity,
      wholeTime(),
      ({ slices }) => {
        seen.push(slices);
        abort.abort(new Error("enough"));
      },
      abort.signal,
    );
    await expect(stopped).rejects.toThrow("enough");
    expect(seen).toHaveLength(1);
  });
});

describe("slices", () => {
  const slices = () => new OeeSlices(plant.database, plant.identity, newCommitter().stale);
  const computeAll = async () => {
    const all = slices();
    while ((await all.computeNext()) !== null);
  };

  it("of a running hour are provisional and become final when it is over", async () => {
    await capture([stateAt(at(0), "running")], at(30));
    await computeAll();
    const sums = () =>
      (rows("oee_slice", "sums") as { sums: string }[]).map((row) =>
        readSums(JSON.parse(row.sums)),
      );
    expect(sums()).toMatchObject([{ preliminary: true, time: { apt: minutes(30) } }]);

    await capture([stateAt(at(61), "idle")], at(61));
    await slices().touchRunning();
    await computeAll();
    expect(sums()).toMatchObject([
      { preliminary: false, time: { apt: minutes(60) } },
      { preliminary: true, time: { apt: minutes(1) } },
    ]);
  });

  it("of the hour before are computed again when a stop that began there turns out to be long", async () => {
    await capture(
      [
        stateAt(at(0), "running"),
        { kind: "run", at: at(0), productCode: "P-1", orderNo: null },
        stateAt(at(59), "stopped"),
      ],
      at(60),
    );
    await computeAll();
    const lastMinute = () =>
      readSums(JSON.parse((rows("oee_slice", "sums") as { sums: string }[])[0]!.sums)).time;
    expect(lastMinute()).toMatchObject({ adet_minor: minutes(1), adet_down: 0 });

    await capture([stateAt(at(70), "running")], at(70));
    await computeAll();
    expect(lastMinute()).toMatchObject({ adet_minor: 0, adet_down: minutes(1) });
    expect(await check(plant.database, plant.identity)).toEqual([]);
  });

  it("marked again while they are computed stay marked", async () => {
    await capture([stateAt(at(0), "running")], at(30));
    const committer = newCommitter();
    const late = [factsOf(filler, [stateAt(at(20), "down")], at(31))];
    const identity = {
      ...plant.identity,
      /** Asked while a piece is computed. */
      now: () => {
        for (const batch of late.splice(0)) committer.commit(batch);
        return plant.identity.now();
      },
    };
    await new OeeSlices(plant.database, identity, committer.stale).computeNext();
    expect(committer.stale.of(filler)).toEqual({ start: at(0), end: at(0) + hours(1) });
  });
});
