import { afterEach, beforeEach, expect, it } from "vitest";
import { engineActor } from "../../database/actor.ts";
import { write } from "../../database/write.ts";
import {
  buildPlant,
  minutes,
  mondayMorning,
  type BuiltPlant,
} from "../../testing/plant-builder.ts";
import { loadHeldClasses } from "../stops/stop-class.store.ts";
import { tellDemoPeople } from "./demo-people.ts";

let plant: BuiltPlant;
const at = (minute: number) => mondayMorning + minutes(minute);

beforeEach(async () => {
  plant = await buildPlant();
  plant.identity.set(at(600));
});
afterEach(() => plant.close());

it("writes what people said as if they had said it then: stops that were measured, calls, rules", async () => {
  const { database, identity } = plant;
  const machine = await database.reader
    .selectFrom("machine")
    .select(["id", "code"])
    .executeTakeFirstOrThrow();
  const put = database.raw.prepare(
    `insert into machine_interval (id, machine_id, starts_at, ends_at, state, provenance) values (?, ?, ?, ?, ?, 'measured')`,
  );
  put.run("i1", machine.id, at(0), at(60), "running");
  put.run("i2", machine.id, at(60), at(80), "stopped");
  put.run("i3", machine.id, at(80), null, "running");
  const command = { actor: engineActor("test"), operation: "test", commandId: null };
  const reason = await write(database, identity, command, (writer) =>
    writer.insert("reason", {
      id: identity.newId<"reason">(),
      code: "JAM-X",
      name: "Jam",
      names: null,
      machine_ids: null,
      category: "minor",
      parent_id: null,
      colour: null,
      is_active: 1,
      is_other: 0,
      created_at: at(0),
    }),
  );
  const stop = { machine: machine.code, reason: "JAM-X", by: "Marta Lehmann" };
  await tellDemoPeople(database, identity, {
    stops: [
      { ...stop, start: at(61), end: at(80), at: at(85) },
      { ...stop, start: at(100), end: at(110), at: at(112) },
    ],
    calls: [
      {
        machine: machine.code,
        kind: "maintenance",
        note: "Jam",
        openedBy: "Marta Lehmann",
        openedAt: at(62),
        answeredBy: "Ravi Nair",
        acknowledgedAt: at(65),
        closedAt: at(80),
        resolution: "Cleared",
      },
    ],
    rules: [
      {
        name: "Short stops",
        machine: machine.code,
        atMostMs: 120_000,
        reason: "JAM-X",
        validFrom: at(0),
      },
    ],
  });
  const { reader } = database;
  const held = await loadHeldClasses(reader, machine.id, { start: at(0), end: at(600) });
  expect(held).toMatchObject([
    {
      start: at(61),
      end: at(80),
      said: { reasonId: reason.id, origin: "person", actorName: "Marta Lehmann" },
    },
  ]);
  const row = await reader.selectFrom("stop_class").select("recorded_at").executeTakeFirst();
  expect(row).toEqual({ recorded_at: at(85) });
  expect(await reader.selectFrom("andon_call").select(["status", "closed_by"]).execute()).toEqual([
    { status: "resolved", closed_by: "Ravi Nair" },
  ]);
  expect(await reader.selectFrom("reason_rule").select("name").execute()).toEqual([
    { name: "Short stops" },
  ]);
  expect(database.raw.prepare("select machine_id, ends_at from rule_due").all()).toEqual([
    { machine_id: machine.id, ends_at: at(600) },
  ]);
});
