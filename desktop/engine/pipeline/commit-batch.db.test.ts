import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { MachineId } from "#shared/kernel/id.ts";
import { packSamples } from "../historian/sample-columns.ts";
import { readTag } from "../historian/read-samples.ts";
import { factsOf, piecesIn, productFrom, stateAt } from "../testing/batches.ts";
import {
  buildPlant,
  hours,
  minutes,
  mondayMorning,
  type BuiltPlant,
} from "../testing/plant-builder.ts";
import { emptyBatch } from "./captured-batch.ts";
import { BatchCommitter } from "./commit-batch.ts";
import { PlantLookup } from "./plant-lookup.ts";

let plant: BuiltPlant;
let committer: BatchCommitter;
let filler: MachineId;
const at = (minute: number) => mondayMorning + minutes(minute);

beforeEach(async () => {
  plant = await buildPlant();
  committer = new BatchCommitter(
    plant.database,
    plant.identity,
    new PlantLookup(plant.database.raw),
  );
  filler = plant.machine("FILL-1");
});
afterEach(() => plant.close());

const rows = (sql: string) => plant.database.raw.prepare(sql).all();
const intervals = () =>
  rows(
    `select starts_at as start, ends_at as "end", state, cause from machine_interval order by starts_at`,
  );
const counts = () =>
  rows(
    `select minute, product_key as product, provenance, suspect, total, reject from machine_count order by minute, product_key`,
  );

describe("states", () => {
  it("become gapless intervals, the last one open; saying the same again changes nothing", () => {
    committer.commit(
      factsOf(
        filler,
        [stateAt(at(0), "running"), stateAt(at(10), "stopped", { cause: "Held" })],
        at(10),
      ),
    );
    committer.commit(
      factsOf(
        filler,
        [stateAt(at(11), "stopped", { cause: "Held" }), stateAt(at(12), "running")],
        at(12),
      ),
    );
    expect(intervals()).toEqual([
      { start: at(0), end: at(10), state: "running", cause: null },
      { start: at(10), end: at(12), state: "stopped", cause: "Held" },
      { start: at(12), end: null, state: "running", cause: null },
    ]);
    expect(rows("select id from machine_event")).toHaveLength(4);
  });

  it("that arrive late are folded in where they belong", () => {
    committer.commit(
      factsOf(
        filler,
        [stateAt(at(0), "running"), stateAt(at(20), "idle"), stateAt(at(30), "running")],
        at(30),
      ),
    );
    const late = [
      stateAt(at(5), "down", { cause: "Jam" }),
      stateAt(at(8), "running"),
      stateAt(at(20), "running"),
    ];
    committer.commit(factsOf(filler, late, at(31)));
    expect(intervals()).toEqual([
      { start: at(0), end: at(5), state: "running", cause: null },
      { start: at(5), end: at(8), state: "down", cause: "Jam" },
      { start: at(8), end: null, state: "running", cause: null },
    ]);
  });

  it("take the plant's reason for the alarm's reason code, and none for a code nobody knows", () => {
    const down = (minute: number, reasonCode: string) =>
      stateAt(at(minute), "down", { cause: reasonCode, reasonCode });
    committer.commit(factsOf(filler, [down(0, "JAM"), down(1, "NOBODY-KNOWS")], at(1)));
    const jam = plant.database.raw
      .prepare("select id from reason where code = 'JAM'")
      .pluck()
      .get();
    expect(rows("select reason_id from machine_interval order by starts_at")).toEqual([
      { reason_id: jam },
      { reason_id: null },
    ]);
  });
});

describe("pieces", () => {
  it("go to the minutes they were completed in and to the product made then", () => {
    const facts = [
      stateAt(at(0), "running"),
      productFrom(at(0), "P-1"),
      piecesIn(at(0), at(2), 60, { reject: 6 }),
      productFrom(at(2), "P-2"),
      piecesIn(at(2), at(3), 15),
    ];
    committer.commit(factsOf(filler, facts, at(3)));
    const [one, two] = [plant.product("P-1"), plant.product("P-2")];
    const measured = { provenance: "measured", suspect: "" };
    expect(counts()).toEqual([
      { minute: at(0), product: one, ...measured, total: 30, reject: 3 },
      { minute: at(1), product: one, ...measured, total: 30, reject: 3 },
      { minute: at(2), product: two, ...measured, total: 15, reject: 0 },
    ]);
  });

  it("of a later batch add to the minute", () => {
    committer.commit(
      factsOf(filler, [productFrom(at(0), "P-1"), piecesIn(at(0), at(0) + 20_000, 10)], at(1)),
    );
    committer.commit(factsOf(filler, [piecesIn(at(0) + 20_000, at(0) + 40_000, 11)], at(1)));
    expect(counts()).toMatchObject([{ minute: at(0), total: 21 }]);
  });

  it("read once before a stop and again after it were made while the machine ran", () => {
    const facts = [
      productFrom(at(0), "P-1"),
      stateAt(at(0), "running"),
      stateAt(at(5), "down"),
      stateAt(at(60), "running"),
      piecesIn(at(5), at(60) + 20_000, 10),
    ];
    committer.commit(factsOf(filler, facts, at(61)));
    expect(counts()).toMatchObject([{ minute: at(60), total: 10 }]);
  });

  it("found by difference after a gap lie flat over it", () => {
    const gap = piecesIn(at(0), at(3), 90, { provenance: "reconstructed" });
    committer.commit(factsOf(filler, [stateAt(at(2), "running"), gap], at(3)));
    expect(counts()).toMatchObject([
      { minute: at(0), total: 30, provenance: "reconstructed" },
      { minute: at(1), total: 30, provenance: "reconstructed" },
      { minute: at(2), total: 30, provenance: "reconstructed" },
    ]);
  });

  it("under suspicion stand apart, whole, with their reason", () => {
    committer.commit(
      factsOf(filler, [piecesIn(at(0), at(4), 5_000, { suspect: "too_fast" })], at(4)),
    );
    expect(counts()).toMatchObject([{ minute: at(3), total: 5_000, suspect: "too_fast" }]);
  });
});

describe("runs", () => {
  it("keep the text of a product nobody has entered", () => {
    committer.commit(
      factsOf(filler, [productFrom(at(0), "NEW-9"), productFrom(at(5), null)], at(5)),
    );
    expect(rows("select product_id, product_code, starts_at, ends_at from machine_run")).toEqual([
      { product_id: null, product_code: "NEW-9", starts_at: at(0), ends_at: at(5) },
    ]);
  });

  it("told late end where the next one begins", () => {
    committer.commit(
      factsOf(filler, [productFrom(at(0), "P-1"), productFrom(at(20), "P-2")], at(20)),
    );
    committer.commit(factsOf(filler, [productFrom(at(10), "P-2")], at(21)));
    expect(
      rows(
        'select product_code as code, starts_at as start, ends_at as "end" from machine_run order by starts_at',
      ),
    ).toEqual([
      { code: "P-1", start: at(0), end: at(10) },
      { code: "P-2", start: at(10), end: at(20) },
      { code: "P-2", start: at(20), end: null },
    ]);
  });
});

describe("a batch", () => {
  it("stores samples, gaps, memories, last values and the heartbeat in one commit", async () => {
    const line = plant.connection("LINE");
    const tag = plant.tag("fill-1.count");
    const reading = {
      value: 2n ** 60n,
      status: 0,
      sourceTime: at(1),
      serverTime: at(1),
      receivedTime: at(1),
    };
    committer.commit({
      ...emptyBatch(at(1)),
      samples: { tags: [tag], columns: packSamples([{ tag: 0, ...reading }]) },
      links: [{ connection: line, link: "lost", at: at(0), cause: "silent", detail: "10 s" }],
      lastValues: [{ tag, value: 2n ** 60n, status: 0, sourceTime: at(1), receivedTime: at(1) }],
    });
    committer.commit(
      { ...emptyBatch(at(3)), links: [{ connection: line, link: "live", at: at(2) }] },
      true,
    );

    expect(await readTag(plant.database.reader, tag, { start: at(0), end: at(2) })).toEqual([
      { at: at(1), ...reading },
    ]);
    expect(rows(`select starts_at, ends_at, cause, detail from gap`)).toEqual([
      { starts_at: at(0), ends_at: at(2), cause: "silent", detail: "10 s" },
    ]);
    expect(committer.lastValues.load()).toMatchObject([{ tag, value: 2n ** 60n }]);
    expect(committer.heartbeat.last()).toBe(at(3));
  });

  it("that fails leaves nothing behind, and the next one is whole", () => {
    const stranger = "01a20448-0000-7000-8000-000000000000" as MachineId;
    const facts = [stateAt(at(0), "running"), piecesIn(at(0), at(1), 30)];
    const broken = {
      ...factsOf(filler, facts, at(1)),
      machines: [
        { machineId: filler, facts, memory: null },
        { machineId: stranger, facts, memory: null },
      ],
    };
    expect(() => committer.commit(broken)).toThrow(/FOREIGN KEY/);
    expect([intervals(), counts(), committer.heartbeat.last()]).toEqual([[], [], null]);

    committer.commit(factsOf(filler, facts, at(1)));
    expect(counts()).toMatchObject([{ total: 30 }]);
    expect(intervals()).toHaveLength(1);
  });

  it("marks the hours it touches, so that their sums are computed again after a crash too", () => {
    committer.commit(factsOf(filler, [stateAt(at(10), "running")], at(70)));
    const again = new BatchCommitter(
      plant.database,
      plant.identity,
      new PlantLookup(plant.database.raw),
    );
    expect(again.stale.of(filler)).toEqual({ start: at(0), end: at(0) + hours(2) });
  });

  it("goes to the outbox only while the plant is enrolled", () => {
    committer.commit(factsOf(filler, [stateAt(at(0), "running")], at(1)));
    expect(rows("select * from outbox")).toEqual([]);

    plant.database.raw
      .prepare("insert into enrolment (plant_id, epoch, enrolled_at) values ('p', 1, 0)")
      .run();
    committer.commit(factsOf(filler, [stateAt(at(2), "idle"), piecesIn(at(1), at(2), 3)], at(2)));
    expect(rows("select lane, seq, table_name, op from outbox order by seq")).toEqual([
      { lane: 2, seq: 1, table_name: "machine_event", op: "insert" },
      { lane: 2, seq: 2, table_name: "machine_interval", op: "update" },
      { lane: 2, seq: 3, table_name: "machine_interval", op: "insert" },
      { lane: 2, seq: 4, table_name: "machine_count", op: "insert" },
    ]);
  });
});
