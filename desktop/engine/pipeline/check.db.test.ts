import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { MachineId } from "#shared/kernel/id.ts";
import { factsOf, piecesIn, productFrom, stateAt } from "../testing/batches.ts";
import { buildPlant, minutes, mondayMorning, type BuiltPlant } from "../testing/plant-builder.ts";
import { OeeSlices } from "./4-oee.ts";
import { check } from "./check.ts";
import { BatchCommitter } from "./commit-batch.ts";
import { PlantLookup } from "./plant-lookup.ts";

let plant: BuiltPlant;
let filler: MachineId;
const at = (minute: number) => mondayMorning + minutes(minute);

beforeEach(async () => {
  plant = await buildPlant();
  filler = plant.machine("FILL-1");
  const { database, identity } = plant;
  const committer = new BatchCommitter(database, identity, new PlantLookup(database.raw));
  const morning = [
    productFrom(at(0), "P-1"),
    stateAt(at(0), "running"),
    piecesIn(at(0), at(60), 1_700),
    stateAt(at(60), "stopped"),
    stateAt(at(70), "running"),
    piecesIn(at(70), at(180), 3_000),
  ];
  committer.commit(factsOf(filler, morning, at(180)));
  identity.set(at(180));
  const slices = new OeeSlices(database, identity, committer.stale);
  while ((await slices.computeNext()) !== null);
});
afterEach(() => plant.close());

const found = async () =>
  (await check(plant.database, plant.identity)).map(({ code, where }) => [code, where]);

describe("the integrity check", () => {
  it("finds nothing in a plant as capture left it", async () => {
    expect(await found()).toEqual([]);
  });

  it("finds a hole and an overlap between intervals, and that they are no longer the fold", async () => {
    plant.database.raw
      .prepare("update machine_interval set ends_at = ? where starts_at = ?")
      .run(at(55), at(0));
    plant.database.raw
      .prepare("update machine_interval set ends_at = ? where starts_at = ?")
      .run(at(75), at(60));
    expect((await found()).slice(0, 3)).toEqual([
      ["interval_gap", "FILL-1"],
      ["interval_overlap", "FILL-1"],
      ["interval_not_folded", "FILL-1"],
    ]);
  });

  it("finds an interval that somebody removed", async () => {
    plant.database.raw.prepare("delete from machine_interval where starts_at = ?").run(at(70));
    expect(await found()).toContainEqual(["interval_not_folded", "FILL-1"]);
  });

  it("finds pieces that changed after their hour was summed up, and an hour without sums", async () => {
    plant.database.raw
      .prepare("update machine_count set total = total + 1 where minute = ?")
      .run(at(30));
    plant.database.raw.prepare("delete from oee_slice where starts_at = ?").run(at(60));
    expect(await found()).toEqual([
      ["loss_wrong", "FILL-1"],
      ["slice_wrong", "FILL-1"],
      ["slice_missing", "FILL-1"],
    ]);
  });

  it("finds losses that are not those of their slice, and a day that is not the sum of its slices", async () => {
    plant.database.raw.prepare("delete from loss_slice where starts_at = ?").run(at(60));
    expect(await found()).toEqual([
      ["loss_wrong", "FILL-1"],
      ["loss_wrong", "FILL-1"],
    ]);
  });

  it("leaves alone what still waits to be computed", async () => {
    const committer = new BatchCommitter(
      plant.database,
      plant.identity,
      new PlantLookup(plant.database.raw),
    );
    committer.commit(
      factsOf(filler, [stateAt(at(20), "down"), stateAt(at(25), "running")], at(180)),
    );
    expect(await found()).toEqual([]);
  });

  it("finds a row that points at nothing", async () => {
    plant.database.raw.pragma("foreign_keys = off");
    plant.database.raw.exec("delete from product where code = 'P-2'");
    expect((await found()).map(([code]) => code)).toContain("foreign_key");
  });
});
