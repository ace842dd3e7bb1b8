import { afterEach, beforeEach, expect, it } from "vitest";
import {
  buildPlant,
  configurePlant,
  hours,
  mondayMorning,
  oneFiller,
  type BuiltPlant,
} from "../../testing/plant-builder.ts";

let plant: BuiltPlant;

beforeEach(async () => {
  plant = await buildPlant();
});
afterEach(() => plant.close());

const shifts = () =>
  plant.database.raw
    .prepare(
      "select id, code, starts_at as start, ends_at as end from shift_instance order by start",
    )
    .all() as { id: string; code: string; start: number; end: number }[];

const moveTo = (zone: string, code = "THREE") =>
  configurePlant(plant.database, plant.identity, {
    ...oneFiller,
    plant: { ...oneFiller.plant, zone },
    shiftPatterns: oneFiller.shiftPatterns.map((pattern) => ({ ...pattern, code })),
    machines: oneFiller.machines.map((machine) => ({ ...machine, shiftPattern: code })),
  });

it("another zone of the plant plans what is to come again; begun and past shifts stay as stored", async () => {
  const now = mondayMorning + hours(9);
  plant.identity.set(now);
  const before = shifts();
  await moveTo("Europe/London");
  const after = shifts();
  const begun = before.filter(({ start }) => start <= now);
  expect(begun.at(-1)).toMatchObject({ code: "LATE" });
  expect(after.slice(0, begun.length)).toEqual(begun);
  // 22:00 in London is an hour after it was 22:00 in Berlin, where the late shift that runs ends.
  const [night] = after.slice(begun.length);
  expect(night).toMatchObject({ code: "NIGHT", start: begun.at(-1)!.end + hours(1) });
  for (const [i, shift] of after.entries())
    expect(after[i + 1]?.start ?? Infinity).toBeGreaterThanOrEqual(shift.end);
});

it("so does a pattern that the configuration with the new zone does not name", async () => {
  await moveTo("Europe/Berlin", "OTHER");
  const of = (code: string) =>
    plant.database.raw
      .prepare(
        `select starts_at from shift_instance where starts_at > ? and pattern_id =
           (select id from shift_pattern where code = ?) order by starts_at limit 1`,
      )
      .pluck()
      .get(mondayMorning, code);
  expect(of("THREE")).toBe(mondayMorning + hours(8));
  await moveTo("Europe/London", "OTHER");
  expect([of("OTHER"), of("THREE")]).toEqual([mondayMorning + hours(9), mondayMorning + hours(9)]);
});
