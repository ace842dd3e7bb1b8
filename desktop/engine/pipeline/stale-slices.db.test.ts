import SqliteDatabase, { type Database } from "better-sqlite3";
import { beforeEach, describe, expect, it } from "vitest";
import { hourMs } from "#shared/kernel/instant.ts";
import type { MachineId } from "#shared/kernel/id.ts";
import { StaleSlices } from "./stale-slices.ts";

const press = "press" as MachineId;
const oven = "oven" as MachineId;
const hoursFrom = (start: number, end: number) => ({ start: start * hourMs, end: end * hourMs });

let raw: Database;
let stale: StaleSlices;

beforeEach(() => {
  raw = new SqliteDatabase(":memory:");
  raw.exec(
    "create table stale_slice (machine_id text primary key, starts_at integer not null, ends_at integer not null) strict",
  );
  stale = new StaleSlices(raw);
});

describe("stale time", () => {
  it("of an edit of last month does not make the weeks since stale", () => {
    stale.mark(press, hoursFrom(0, 8));
    stale.mark(press, hoursFrom(700, 701));
    stale.clear(press, stale.take(press, stale.firstOf(press)!));
    expect(stale.of(press)).toEqual(hoursFrom(700, 701));
    stale.clear(press, stale.take(press, stale.firstOf(press)!));
    expect(stale.of(press)).toBeNull();
    expect(raw.prepare("select * from stale_slice").all()).toEqual([]);
  });

  it("that somebody waits for comes first, wherever it lies in what waits already", () => {
    stale.mark(oven, hoursFrom(0, 9_000));
    stale.markUrgent(oven, hoursFrom(4_000, 4_008));
    stale.markUrgent(press, hoursFrom(10, 11));
    expect(stale.urgent()).toEqual({ machineId: oven, ...hoursFrom(4_000, 4_008) });
    stale.clear(oven, stale.take(oven, hoursFrom(4_000, 4_008)));
    expect(stale.urgent()).toEqual({ machineId: press, ...hoursFrom(10, 11) });
    expect(stale.firstOf(oven)).toEqual(hoursFrom(0, 4_000));
    expect(stale.of(oven)).toEqual(hoursFrom(0, 9_000));
  });

  it("marked while it is computed stays, and stays urgent", () => {
    stale.markUrgent(press, hoursFrom(0, 8));
    const taken = stale.take(press, hoursFrom(0, 8));
    stale.markUrgent(press, hoursFrom(3, 4));
    stale.clear(press, taken);
    expect(stale.of(press)).toEqual(hoursFrom(3, 4));
    expect(stale.urgent()).toEqual({ machineId: press, ...hoursFrom(3, 4) });
  });

  it("that could not be computed takes its turn again", () => {
    stale.markUrgent(press, hoursFrom(3, 4));
    stale.take(press, hoursFrom(3, 4));
    stale.nothingUrgent();
    expect([stale.urgent(), stale.of(press)]).toEqual([null, hoursFrom(3, 4)]);
  });

  it("is on disk as one stretch, and found there after a crash", () => {
    stale.mark(press, hoursFrom(0, 8));
    stale.mark(press, hoursFrom(20, 21));
    expect(new StaleSlices(raw).of(press)).toEqual(hoursFrom(0, 21));
  });

  it("of a transaction that was taken back is forgotten", () => {
    const takenBack = raw.transaction(() => {
      stale.mark(press, hoursFrom(0, 8));
      throw new Error("taken back");
    });
    expect(takenBack).toThrow("taken back");
    stale.forget();
    expect(stale.of(press)).toBeNull();
    stale.mark(press, hoursFrom(2, 3));
    expect(new StaleSlices(raw).of(press)).toEqual(hoursFrom(2, 3));
  });
});
