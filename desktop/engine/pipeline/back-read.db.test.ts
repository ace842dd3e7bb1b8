import { afterEach, beforeEach, expect, it } from "vitest";
import type { TagValue } from "#shared/machines/sample.ts";
import { signalRules } from "#shared/machines/signal-rules.ts";
import { emptyMemory } from "#shared/machines/signals/machine-memory.ts";
import { DeriveStep } from "../intake/derive-step.ts";
import { buildPlant, minutes, mondayMorning, type BuiltPlant } from "../testing/plant-builder.ts";
import { OeeSlices } from "./4-oee.ts";
import { emptyBatch, type CapturedBatch } from "./captured-batch.ts";
import { check } from "./check.ts";
import { BatchCommitter } from "./commit-batch.ts";
import { PlantLookup } from "./plant-lookup.ts";
import { replay } from "./replay.ts";

let plant: BuiltPlant;
let derive: DeriveStep;
let committer: BatchCommitter;
const at = (minute: number) => mondayMorning + minutes(minute);
const codes = ["fill-1.running", "fill-1.count"];
const line = () => plant.connection("LINE");

beforeEach(async () => {
  plant = await buildPlant();
  committer = new BatchCommitter(
    plant.database,
    plant.identity,
    new PlantLookup(plant.database.raw),
  );
  derive = new DeriveStep();
  const rules = signalRules.parse({
    state: { type: "running_bit", running: "fill-1.running", debounceMs: 0 },
    counts: { total: { tag: "fill-1.count" } },
  });
  derive.configure(
    [{ id: plant.machine("FILL-1"), rules, memory: emptyMemory() }],
    codes.map((code, number) => ({
      number,
      connection: line(),
      tag: { id: plant.tag(code), code, address: code, class: "state", deadband: null },
    })),
    { now: at(0), newestOf: () => undefined, linkOf: () => undefined },
  );
});
afterEach(() => plant.close());

const read = (code: string, value: TagValue, time: number, receivedTime = time) => ({
  tag: plant.tag(code),
  value,
  status: 0,
  sourceTime: time,
  serverTime: time,
  receivedTime,
});
const tells = (code: string, value: TagValue, time: number) =>
  derive.sample({ ...read(code, value, time, at(30)), isBackRead: true }, 0);

const commit = (upTo: number, more: Partial<CapturedBatch> = {}) => {
  plant.identity.set(upTo);
  committer.commit({ ...emptyBatch(upTo), machines: derive.take(), ...more });
};
const rows = (sql: string) => plant.database.raw.prepare(sql).raw().all();
const intervals = () =>
  rows("select starts_at, state, provenance from machine_interval order by starts_at").map(
    (row) => {
      const [start, ...rest] = row as [number, string, string];
      return [(start - mondayMorning) / 60_000, ...rest];
    },
  );

it("makes a gap known after it was stored as unknown, in the interval, the minutes, the gap's row and the sums", async () => {
  derive.sample(read("fill-1.running", true, at(0)), 0);
  derive.sample(read("fill-1.count", 0, at(0)), 0);
  const lost = {
    connection: line(),
    link: "lost",
    at: at(10),
    cause: "unreachable",
    detail: "",
  } as const;
  derive.link(lost);
  commit(at(12), { links: [lost] });
  expect(intervals().at(-1)).toEqual([10, "unknown", "measured"]);
  // Slices of the gap were computed while it was unknown.
  const slices = new OeeSlices(plant.database, plant.identity, committer.stale);
  while ((await slices.computeNext()) !== null);

  tells("fill-1.running", true, at(0));
  tells("fill-1.count", 0, at(0));
  tells("fill-1.count", 100, at(14));
  tells("fill-1.running", false, at(15));
  tells("fill-1.running", true, at(20));
  tells("fill-1.count", 150, at(25));
  const told = {
    connection: line(),
    from: at(10),
    upTo: at(30),
    samples: 6,
    failure: null,
    tags: codes.map((code) => plant.tag(code)),
  };
  derive.backRead(told);
  const live = { connection: line(), link: "live", at: at(30) } as const;
  derive.link(live);
  derive.sample(read("fill-1.count", 160, at(31)), 0);
  commit(at(31), { links: [live], backReads: [told] });

  expect(intervals()).toEqual([
    [0, "running", "measured"],
    [10, "running", "back_read"],
    [15, "stopped", "back_read"],
    [20, "running", "back_read"],
    [30, "running", "measured"],
  ]);
  expect(
    rows(
      "select provenance, sum(total) from machine_count group by provenance order by provenance",
    ),
  ).toEqual([
    ["back_read", 150],
    ["measured", 10],
  ]);
  expect(rows("select cause, back_read from gap")).toEqual([
    ["unreachable", JSON.stringify({ samples: 6, upTo: at(30), failure: null })],
  ]);
  while ((await slices.computeNext()) !== null);
  const before = rows("select * from machine_interval order by starts_at");
  await replay(plant.database, plant.identity, { machineIds: [], from: 0, to: at(40) });
  expect(rows("select * from machine_interval order by starts_at")).toEqual(before);
  expect(await check(plant.database, plant.identity)).toEqual([]);
});
