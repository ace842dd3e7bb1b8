import { beforeEach, describe, expect, test, vi } from "vitest";
import type { BoardTile } from "#shared/machines/machines.contract.ts";
import { BoardStore } from "./board-store.ts";

const tile = (machineId: string, change: Partial<BoardTile> = {}): BoardTile => ({
  machineId,
  code: machineId,
  name: machineId,
  kind: "other",
  state: "running",
  cause: null,
  since: 0,
  link: "live",
  lastDataAt: 0,
  productCode: null,
  productName: null,
  orderNo: null,
  shift: null,
  availability: { value: 1 },
  effectiveness: { value: 1 },
  quality: { value: 1 },
  oee: { value: 1 },
  coverage: 1,
  knownBy: { measured: 3_600_000, reconstructed: 0, back_read: 0, typed: 0, unknown: 0 },
  flags: [],
  total: 0,
  good: 0,
  reject: 0,
  due: null,
  ratePerMinute: null,
  strip: [],
  ...change,
});

describe("board store", () => {
  let frames: (() => void)[];
  let now: number;
  let store: BoardStore;
  const nextFrame = () => frames.shift()?.();

  beforeEach(() => {
    frames = [];
    now = 1_000;
    store = new BoardStore({
      now: () => now,
      beforeFrame: (run) => void frames.push(run),
      minorStopMs: 120_000,
    });
  });

  test("tells only the tile that changed", () => {
    store.receive([tile("a"), tile("b")], true);
    const [a, b] = [vi.fn(), vi.fn()];
    store.subscribeTile("a", a);
    store.subscribeTile("b", b);
    store.receive([tile("a", { total: 5 })], false);
    nextFrame();
    expect(a).toHaveBeenCalledOnce();
    expect(b).not.toHaveBeenCalled();
    expect(store.tile("a")?.tile.total).toBe(5);
  });

  test("spreads a burst over frames and loses nothing", () => {
    const many = Array.from({ length: 50 }, (_, index) => tile(`m${index}`));
    store.receive(many, true);
    store.receive(
      many.map((old) => ({ ...old, total: 9 })),
      false,
    );
    const done = () =>
      many.filter(({ machineId }) => store.tile(machineId)?.tile.total === 9).length;
    nextFrame();
    expect(done()).toBe(20);
    nextFrame();
    nextFrame();
    expect(done()).toBe(50);
    expect(frames).toHaveLength(0);
  });

  test("a tile that changes twice before its frame is shown as it is last", () => {
    store.receive([tile("a")], true);
    store.receive([tile("a", { total: 1 })], false);
    store.receive([tile("a", { total: 2 })], false);
    nextFrame();
    expect(store.tile("a")?.tile.total).toBe(2);
    expect(frames).toHaveLength(0);
  });

  test("counting pieces does not touch the overview, a new state does", () => {
    store.receive([tile("a")], true);
    const before = store.overview();
    store.receive([tile("a", { total: 77 })], false);
    expect(store.overview()).toBe(before);
    store.receive([tile("a", { state: "down" })], false);
    expect(store.overview()?.[0]?.mark).toBe("down");
  });

  test("a minor stop becomes a stop by time alone", () => {
    store.receive([tile("a", { state: "stopped", since: 1_000 })], true);
    expect(store.overview()?.[0]?.mark).toBe("minor");
    now += 120_000;
    store.tick();
    expect(store.overview()?.[0]?.mark).toBe("stopped");
  });

  test("a tile out of sight waits, and is up to date when it comes near", () => {
    store.receive([tile("a")], true);
    const told = vi.fn();
    store.subscribeTile("a", told);
    store.setInView("a", false);
    store.receive([tile("a", { total: 5 })], false);
    nextFrame();
    expect(told).not.toHaveBeenCalled();
    store.setInView("a", true);
    nextFrame();
    expect(store.tile("a")?.tile.total).toBe(5);
  });

  test("after a reconnect machines that are gone leave the board", () => {
    store.receive([tile("a"), tile("b")], true);
    store.receive([tile("b")], true);
    expect(store.overview()?.map(({ machineId }) => machineId)).toEqual(["b"]);
    expect(store.tile("a")).toBeUndefined();
  });
});
