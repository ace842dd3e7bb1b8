import { pino } from "pino";
import { expect, it, onTestFinished, vi } from "vitest";
import { buildPlant, mondayMorning } from "../testing/plant-builder.ts";
import { watchClock } from "./clock-watch.ts";

it("a clock of the PC that is set is on record with by how much; one that runs is not", async () => {
  const plant = await buildPlant();
  onTestFinished(() => plant.close());
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "performance"] });
  onTestFinished(() => void vi.useRealTimers());
  const stop = watchClock(plant.database, plant.identity, pino({ level: "silent" }));
  onTestFinished(stop);
  for (const wall of [1_000, 2_500, 3_600_000, 3_601_000, 3_000]) {
    plant.identity.set(mondayMorning + wall);
    await vi.advanceTimersByTimeAsync(1_000);
  }
  const events = () =>
    plant.database.raw.prepare("select at, stepped_ms from clock_event order by rowid").raw().all();
  await vi.waitFor(() => expect(events()).toHaveLength(2));
  expect(events().toSorted()).toEqual(
    [
      [mondayMorning + 3_600_000, 3_596_500],
      [mondayMorning + 3_000, -3_599_000],
    ].toSorted(),
  );
});
