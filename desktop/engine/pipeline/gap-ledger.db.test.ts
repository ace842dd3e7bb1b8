import { afterEach, beforeEach, expect, it } from "vitest";
import type { LinkChange, LinkLossCause } from "#shared/machines/sample.ts";
import { buildPlant, minutes, mondayMorning, type BuiltPlant } from "../testing/plant-builder.ts";
import { GapLedger } from "./gap-ledger.ts";
import { silentSince } from "./silent-since.ts";
import { Telemetry } from "./telemetry.ts";

let plant: BuiltPlant;
let ledger: GapLedger;
const at = (minute: number) => mondayMorning + minutes(minute);

beforeEach(async () => {
  plant = await buildPlant();
  const { raw } = plant.database;
  ledger = new GapLedger(raw, new Telemetry(raw), () => plant.identity.newId());
});
afterEach(() => plant.close());

const line = () => plant.connection("LINE");
const lost = (minute: number, cause: LinkLossCause): LinkChange => ({
  connection: line(),
  link: "lost",
  at: at(minute),
  cause,
  detail: "",
});
const live = (minute: number): LinkChange => ({ connection: line(), link: "live", at: at(minute) });
const tell = (...changes: LinkChange[]) => changes.forEach((change) => ledger.record(change));
const minuteOf = (time: unknown) => (time === null ? null : ((time as number) - at(0)) / 60_000);
const gaps = () =>
  (
    plant.database.raw
      .prepare("select cause, starts_at, ends_at from gap order by starts_at, id")
      .raw()
      .all() as unknown[][]
  ).map(([cause, start, end]) => [cause, minuteOf(start), minuteOf(end)]);

it("keeps the first cause of an outage, however many attempts fail in it", () => {
  tell(lost(1, "silent"), lost(2, "unreachable"), live(3));
  expect(gaps()).toEqual([["silent", 1, 3]]);
});

it("tells the time in which the engine was off from that in which the server was gone", () => {
  tell(
    lost(1, "unreachable"),
    lost(5, "engine_stopped"),
    lost(9, "starting"),
    lost(10, "unreachable"),
  );
  expect(gaps()).toEqual([
    ["unreachable", 1, 5],
    ["engine_stopped", 5, 10],
    ["unreachable", 10, null],
  ]);
  expect([...silentSince(plant.database.raw).values()]).toEqual([at(1)]);
  tell(live(12));
  expect(silentSince(plant.database.raw).size).toBe(0);
});

it("a pause ends when the connection is switched on again", () => {
  tell(lost(1, "disabled"), lost(5, "starting"), live(6));
  expect(gaps()).toEqual([
    ["disabled", 1, 5],
    ["starting", 5, 6],
  ]);
});

it("a clock that is set back makes no gap of negative length", () => {
  tell(lost(10, "unreachable"), live(4));
  expect(gaps()).toEqual([["unreachable", 10, 10]]);
});

it("notes what a history gave on every gap that it covers", () => {
  tell(lost(1, "unreachable"), lost(5, "engine_stopped"));
  const told = { connection: line(), from: at(1), upTo: at(8), samples: 3, failure: null };
  ledger.recordBackRead(told);
  ledger.recordBackRead({ ...told, upTo: at(9), samples: 2, failure: "the server went away" });
  const rows = plant.database.raw
    .prepare("select back_read from gap order by starts_at")
    .pluck()
    .all() as string[];
  expect(rows.map((text) => JSON.parse(text) as unknown)).toEqual([
    { samples: 5, upTo: at(5), failure: "the server went away" },
    { samples: 5, upTo: at(9), failure: "the server went away" },
  ]);
});
