import { afterEach, beforeEach, expect, test } from "vitest";
import type { MachineId } from "#shared/kernel/id.ts";
import type { EnergyFact } from "#shared/machines/machine-fact.ts";
import { energyReport } from "#shared/machines/machines.contract.ts";
import { BatchCommitter } from "../../pipeline/commit-batch.ts";
import { PlantLookup } from "../../pipeline/plant-lookup.ts";
import { replay } from "../../pipeline/replay.ts";
import { factsOf, piecesIn, stateAt } from "../../testing/batches.ts";
import {
  buildPlant,
  minutes,
  mondayMorning,
  type BuiltPlant,
} from "../../testing/plant-builder.ts";
import { energyOf } from "./energy.store.ts";

let plant: BuiltPlant;
let committer: BatchCommitter;
let filler: MachineId;
const at = (minute: number) => mondayMorning + minutes(minute);

beforeEach(async () => {
  plant = await buildPlant();
  filler = plant.machine("FILL-1");
  committer = new BatchCommitter(
    plant.database,
    plant.identity,
    new PlantLookup(plant.database.raw),
  );
});
afterEach(() => plant.close());

const drawn = (
  from: number,
  to: number,
  energyMwh: number,
  provenance: EnergyFact["provenance"] = "measured",
): EnergyFact => ({ kind: "energy", from, to, energyMwh, provenance });

const rows = () =>
  plant.database.raw
    .prepare(
      "select minute, provenance, energy_mwh as mwh from machine_energy order by minute, provenance",
    )
    .all();

const report = (from: number, to: number) =>
  energyOf(plant.database.reader, { machineId: filler, range: { from: at(from), to: at(to) } });

test("energy lies in the minutes it was drawn in; the same minute adds up", () => {
  committer.commit(factsOf(filler, [drawn(at(0), at(2), 1_001)], at(2)));
  committer.commit(
    factsOf(
      filler,
      [drawn(at(2), at(2) + 30_000, 7), drawn(at(1), at(2), 50, "reconstructed")],
      at(3),
    ),
  );
  committer.commit(factsOf(filler, [drawn(at(2) + 30_000, at(3), 8)], at(3)));
  expect(rows()).toEqual([
    { minute: at(0), provenance: "measured", mwh: 500 },
    { minute: at(1), provenance: "measured", mwh: 501 },
    { minute: at(1), provenance: "reconstructed", mwh: 50 },
    { minute: at(2), provenance: "measured", mwh: 15 },
  ]);
});

test("energy of a good piece: all of it over what was good", async () => {
  committer.commit(
    factsOf(
      filler,
      [
        stateAt(at(0), "running"),
        piecesIn(at(0), at(10), 50, { reject: 10 }),
        piecesIn(at(0), at(10), 1_000, { suspect: "fell" }),
        drawn(at(0), at(10), 3_000_000),
        drawn(at(10), at(12), 1_000_000, "reconstructed"),
      ],
      at(12),
    ),
  );
  expect(energyReport.parse(await report(0, 12))).toEqual({
    energyMwh: 4_000_000,
    byProvenance: { measured: 3_000_000, reconstructed: 1_000_000 },
    goodPieces: 40,
    mwhPerGoodPiece: 100_000,
  });
  expect(await report(10, 11)).toEqual({
    energyMwh: 500_000,
    byProvenance: { reconstructed: 500_000 },
    goodPieces: 0,
    mwhPerGoodPiece: null,
  });
  expect(await report(20, 30)).toMatchObject({ energyMwh: 0, byProvenance: {}, goodPieces: 0 });
});

test("a batch that fails leaves no energy; a replay leaves it as it was", async () => {
  const facts = [stateAt(at(0), "running"), drawn(at(0), at(2), 1_000)];
  const stranger = "00000000-0000-7000-8000-000000000000" as MachineId;
  const batch = factsOf(filler, facts, at(2));
  const broken = {
    ...batch,
    machines: [...batch.machines, { machineId: stranger, facts, memory: null }],
  };
  expect(() => committer.commit(broken)).toThrow(/FOREIGN KEY/);
  expect(rows()).toEqual([]);

  committer.commit(batch);
  const stored = rows();
  expect(stored).toHaveLength(2);
  await replay(plant.database, plant.identity, { machineIds: [], from: at(0), to: at(60) });
  expect(rows()).toEqual(stored);
});
