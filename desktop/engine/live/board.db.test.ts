import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { MachineId } from "#shared/kernel/id.ts";
import { silentLog } from "../log/engine-log.ts";
import { BatchCommitter } from "../pipeline/commit-batch.ts";
import { PlantLookup } from "../pipeline/plant-lookup.ts";
import { factsOf, piecesIn, productFrom, stateAt } from "../testing/batches.ts";
import {
  buildPlant,
  hours,
  minutes,
  mondayMorning,
  type BuiltPlant,
} from "../testing/plant-builder.ts";
import { Board } from "./board.ts";

let plant: BuiltPlant;
let committer: BatchCommitter;
let board: Board;
let filler: MachineId;
let link: "live" | "lost";
const at = (minute: number) => mondayMorning + minutes(minute);

beforeEach(async () => {
  plant = await buildPlant();
  filler = plant.machine("FILL-1");
  const { database, identity } = plant;
  committer = new BatchCommitter(database, identity, new PlantLookup(database.raw));
  link = "live";
  board = new Board(database, identity, { link: () => link, lastDataAt: () => at(0) }, silentLog());
  await board.reload();
});
afterEach(() => {
  board.stop();
  plant.close();
});

function capture(facts: Parameters<typeof factsOf>[1], now: number): void {
  plant.identity.set(now);
  const { touched } = committer.commit(factsOf(filler, facts, now));
  board.committed(touched.keys());
}

describe("a tile", () => {
  it("of a machine nobody has heard of says so", () => {
    expect(board.tiles()).toMatchObject([
      {
        code: "FILL-1",
        state: "unknown",
        since: null,
        shift: null,
        strip: [],
        link: "live",
        due: null,
      },
    ]);
  });

  it("follows a commit at once, before any figure is computed", () => {
    capture(
      [
        productFrom(at(0), "P-1"),
        stateAt(at(0), "running"),
        stateAt(at(5), "down", { cause: "Jam" }),
      ],
      at(6),
    );
    expect(board.tiles()).toMatchObject([
      {
        state: "down",
        cause: "Jam",
        since: at(5),
        productCode: "P-1",
        productName: "Product one",
        strip: [
          { start: at(0), end: at(5), state: "running" },
          { start: at(5), end: at(6), state: "down" },
        ],
      },
    ]);
  });

  it("shows the figures of the shift that runs, against what is due by now", async () => {
    const facts = [
      productFrom(at(0), "P-1"),
      stateAt(at(0), "running"),
      piecesIn(at(0), at(50), 1_200, { reject: 120 }),
      stateAt(at(50), "down"),
    ];
    capture(facts, at(60));
    await board.compute(filler);
    expect(board.tiles()).toMatchObject([
      {
        shift: { name: "Early", start: at(0), end: at(0) + hours(8) },
        availability: { value: 50 / 60 },
        effectiveness: { value: 1_200 / 1_500 },
        quality: { value: 0.9 },
        oee: { value: 0.6 },
        coverage: 1,
        flags: ["preliminary"],
        total: 1_200,
        good: 1_080,
        reject: 120,
        due: expect.closeTo(60 * 30 * 0.85, 6) as number,
        ratePerMinute: 0,
      },
    ]);
  });

  it("tells the rate of the last ten minutes, and none while the machine is unknown", async () => {
    capture(
      [productFrom(at(0), "P-1"), stateAt(at(0), "running"), piecesIn(at(0), at(20), 500)],
      at(20),
    );
    await board.compute(filler);
    expect(board.tiles()[0]!.ratePerMinute).toBe(25);
    capture([stateAt(at(20), "unknown", { cause: "silent" })], at(21));
    expect(board.tiles()[0]!.ratePerMinute).toBeNull();
  });

  it("keeps only eight hours in its strip, the first span cut", () => {
    capture(
      [stateAt(at(0), "running"), stateAt(at(120), "idle"), stateAt(at(600), "running")],
      at(610),
    );
    expect(board.tiles()[0]!.strip.map(({ start, end, state }) => [start, end, state])).toEqual([
      [at(130), at(600), "idle"],
      [at(600), at(610), "running"],
    ]);
  });
});

describe("a screen", () => {
  it("gets every tile first, then only what changed", () => {
    const source = board.source();
    expect(source.take()?.tiles).toHaveLength(1);
    expect(source.take()).toBeUndefined();
    capture([stateAt(at(0), "running")], at(1));
    capture([stateAt(at(1), "idle")], at(2));
    expect(source.take()?.tiles).toMatchObject([{ state: "idle" }]);
    expect(source.take()).toBeUndefined();
  });

  it("gets every tile again after people changed the machines", async () => {
    const source = board.source();
    source.take();
    await board.reload();
    expect(source.take()?.tiles).toHaveLength(1);
  });

  it("hears of a lost link without any commit", async () => {
    const source = board.source();
    source.take();
    const woken = new Promise<void>((resolve) =>
      source.listen(() => board.tiles()[0]!.link === "lost" && resolve()),
    );
    link = "lost";
    board.start();
    await woken;
    expect(source.take()?.tiles).toMatchObject([{ link: "lost" }]);
  });
});

describe("between shifts", () => {
  it("the last shift's figures are shown, with its name", async () => {
    plant.database.raw.prepare("delete from shift_instance where starts_at > ?").run(at(0));
    capture(
      [productFrom(at(0), "P-1"), stateAt(at(0), "running"), piecesIn(at(0), at(60), 1_800)],
      at(60),
    );
    capture([stateAt(at(480), "idle")], at(600));
    await board.compute(filler);
    expect(board.tiles()).toMatchObject([
      { shift: { name: "Early" }, total: 1_800, state: "idle", flags: [] },
    ]);
  });

  it("a machine planned round the clock shows the day of the plant's clock", async () => {
    plant.database.raw.exec("update machine set shift_pattern_id = null");
    await board.reload();
    capture([stateAt(at(0), "running")], at(60));
    await board.compute(filler);
    expect(board.tiles()).toMatchObject([
      { shift: { name: "24 h", start: mondayMorning - hours(6), end: mondayMorning + hours(18) } },
    ]);
  });
});
