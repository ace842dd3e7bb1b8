import { afterEach, beforeEach, expect, test } from "vitest";
import type { MachineId } from "#shared/kernel/id.ts";
import { engineActor } from "../../database/actor.ts";
import { write } from "../../database/write.ts";
import { BatchCommitter } from "../../pipeline/commit-batch.ts";
import { PlantLookup } from "../../pipeline/plant-lookup.ts";
import { factsOf, stateAt } from "../../testing/batches.ts";
import {
  buildPlant,
  minutes,
  mondayMorning,
  type BuiltPlant,
} from "../../testing/plant-builder.ts";
import { touchedTime } from "../../touched-time.ts";
import { loadClasses } from "./stop-class.store.ts";
import { storeEdit } from "./stop-edit.store.ts";

let plant: BuiltPlant;
let filler: MachineId;
const at = (minute: number) => mondayMorning + minutes(minute);

beforeEach(async () => {
  plant = await buildPlant();
  filler = plant.machine("FILL-1");
});
afterEach(() => plant.close());

function capture(facts: Parameters<typeof factsOf>[1], upTo: number): void {
  const lookup = new PlantLookup(plant.database.raw);
  new BatchCommitter(plant.database, plant.identity, lookup).commit(factsOf(filler, facts, upTo));
}

const reasonId = (code: string) =>
  plant.database.raw.prepare("select id from reason where code = ?").pluck().get(code) as string;

/** Stores a class as it stands, whatever else holds. */
const say = (start: number, end: number | null, code = "JAM") =>
  write(
    plant.database,
    plant.identity,
    { actor: engineActor("test"), operation: "test.say", commandId: null },
    (writer) =>
      storeEdit(
        writer,
        plant.identity,
        {
          machineId: filler,
          start,
          end: end ?? Infinity,
          kind: "classify",
          undoes: null,
          note: "",
          actor: { id: null, name: "test" },
        },
        {
          supersede: [],
          add: [
            {
              start,
              end: end ?? Infinity,
              isOpen: end === null,
              said: {
                reasonId: reasonId(code),
                origin: "person",
                ruleId: null,
                note: "",
                actorId: null,
                actorName: "test",
              },
            },
          ],
        },
      ),
  );

test("the file refuses two classes of one instant, also where one has no end of its own", async () => {
  capture(
    [stateAt(at(0), "stopped"), stateAt(at(60), "running"), stateAt(at(80), "stopped")],
    at(100),
  );
  await say(at(0), at(20));
  await say(at(20), at(30));
  const overlap = /two classes of one instant/;
  await expect(say(at(10), at(15))).rejects.toThrow(overlap);
  await expect(say(at(29), at(40))).rejects.toThrow(overlap);
  await say(at(30), null);
  await expect(say(at(50), at(70))).rejects.toThrow(overlap);
  // The open one ends where the machine ran again: the next stop is free.
  await say(at(80), null);
  await expect(say(at(90), at(95))).rejects.toThrow(overlap);
  await expect(say(at(79), at(81))).rejects.toThrow(overlap);
});

test("an open class ends with its stop; late data never lets it reach over what was said after it", async () => {
  capture([stateAt(at(0), "stopped")], at(10));
  await say(at(0), null);
  const ends = async () =>
    (await loadClasses(plant.database.reader, filler, { start: at(0), end: at(90) })).map(
      ({ end }) => end,
    );
  expect(await ends()).toEqual([Infinity]);
  capture([stateAt(at(40), "running"), stateAt(at(50), "stopped")], at(60));
  expect(await ends()).toEqual([at(40)]);
  await say(at(50), null);
  plant.database.raw.prepare("delete from machine_interval where state = 'running'").run();
  expect(await ends()).toEqual([at(50), Infinity]);
});

test("a change of a reason touches the figures of the machines and the time that use it, and no others", async () => {
  capture([stateAt(at(0), "running"), stateAt(at(30), "stopped")], at(60));
  const now = at(60);
  const touched = (code: string) =>
    touchedTime(plant.database.reader, { reasonIds: [reasonId(code) as never] }, now);
  expect(await touched("JAM")).toEqual([]);
  await say(at(30), null);
  expect(await touched("JAM")).toEqual([{ machineId: filler, span: { start: at(30), end: now } }]);
  expect(await touched("CLEAN")).toEqual([]);
  const { reader } = plant.database;
  expect(await touchedTime(reader, { machineIds: [] }, now)).toEqual([]);
  expect(await touchedTime(reader, { machineIds: [filler], since: at(50) }, now)).toEqual([
    { machineId: filler, span: { start: at(50), end: now } },
  ]);
  expect(await touchedTime(reader, {}, now)).toHaveLength(1);
});
