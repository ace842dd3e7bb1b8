import type { BoardTile } from "#shared/machines/machines.contract.ts";
import type { BoardRow } from "./board-order.ts";
import { markOfTile } from "./tile-mark.ts";

/** A tile and the instant (engine's clock) it is drawn for. */
export interface TileView {
  readonly tile: BoardTile;
  readonly at: number;
}

export interface BoardStoreOptions {
  /** Engine's clock, UTC milliseconds. */
  readonly now: () => number;
  /** Runs the callback before the next frame is painted. */
  readonly beforeFrame: (run: () => void) => void;
  /** Stops shorter than this are minor. Milliseconds. */
  readonly minorStopMs: number;
}

/** So few tiles render in one frame that it is never missed; 200 tiles are through in ten frames (170 ms). */
const tilesPerFrame = 20;

type Listener = () => void;

/**
 * The board outside of React: every tile is told of its own changes only, a few tiles per frame, and the overview
 * (what order, filters and counts need) changes only when one of those would.
 */
export class BoardStore {
  readonly #options: BoardStoreOptions;
  readonly #latest = new Map<string, BoardTile>();
  readonly #views = new Map<string, TileView>();
  readonly #waiting = new Set<string>();
  /** Tiles that nobody can see: they wait until they come near, whatever happens to their machines. */
  readonly #outOfView = new Set<string>();
  readonly #tileListeners = new Map<string, Set<Listener>>();
  readonly #overviewListeners = new Set<Listener>();
  #overview: readonly BoardRow[] | null = null;
  #isScheduled = false;

  constructor(options: BoardStoreOptions) {
    this.#options = options;
  }

  /** Takes tiles in; with `isWhole` machines that are not among them are gone. */
  receive(tiles: readonly BoardTile[], isWhole: boolean): void {
    if (isWhole) {
      const present = new Set(tiles.map(({ machineId }) => machineId));
      for (const id of this.#latest.keys()) if (!present.has(id)) this.#forget(id);
    }
    for (const tile of tiles) {
      this.#latest.set(tile.machineId, tile);
      if (this.#views.has(tile.machineId)) this.#waiting.add(tile.machineId);
      else this.#views.set(tile.machineId, { tile, at: this.#options.now() });
    }
    this.#refreshOverview();
    this.#schedule();
  }

  /** Time went by: strips move on, a minor stop may have become a stop. */
  tick(): void {
    for (const id of this.#latest.keys()) this.#waiting.add(id);
    this.#refreshOverview();
    this.#schedule();
  }

  setInView(machineId: string, isInView: boolean): void {
    if (isInView) this.#outOfView.delete(machineId);
    else this.#outOfView.add(machineId);
    if (isInView) this.#schedule();
  }

  readonly tile = (machineId: string): TileView | undefined => this.#views.get(machineId);

  /** null until the first tiles have arrived. */
  readonly overview = (): readonly BoardRow[] | null => this.#overview;

  readonly subscribeTile = (machineId: string, listener: Listener): (() => void) => {
    const listeners = this.#tileListeners.get(machineId) ?? new Set();
    this.#tileListeners.set(machineId, listeners.add(listener));
    return () => listeners.delete(listener);
  };

  readonly subscribeOverview = (listener: Listener): (() => void) => {
    this.#overviewListeners.add(listener);
    return () => this.#overviewListeners.delete(listener);
  };

  #forget(id: string): void {
    this.#latest.delete(id);
    this.#views.delete(id);
    this.#waiting.delete(id);
    this.#outOfView.delete(id);
  }

  #refreshOverview(): void {
    const now = this.#options.now();
    const before = new Map(this.#overview?.map((row) => [row.machineId, row]));
    let isChanged = this.#overview?.length !== this.#latest.size;
    const rows = [...this.#latest.values()].map((tile) => {
      const row = rowOf(tile, markOfTile(tile, now, this.#options.minorStopMs).code);
      const old = before.get(tile.machineId);
      if (old !== undefined && isSameRow(old, row)) return old;
      isChanged = true;
      return row;
    });
    if (!isChanged) return;
    this.#overview = rows;
    for (const listener of this.#overviewListeners) listener();
  }

  #schedule(): void {
    if (this.#isScheduled || this.#next().length === 0) return;
    this.#isScheduled = true;
    this.#options.beforeFrame(() => {
      this.#isScheduled = false;
      this.#flush();
      this.#schedule();
    });
  }

  #next(): string[] {
    return [...this.#waiting].filter((id) => !this.#outOfView.has(id)).slice(0, tilesPerFrame);
  }

  #flush(): void {
    const at = this.#options.now();
    for (const id of this.#next()) {
      this.#waiting.delete(id);
      const tile = this.#latest.get(id);
      if (tile === undefined) continue;
      this.#views.set(id, { tile, at });
      for (const listener of this.#tileListeners.get(id) ?? []) listener();
    }
  }
}

const rowOf = (tile: BoardTile, mark: BoardRow["mark"]): BoardRow => ({
  machineId: tile.machineId,
  code: tile.code,
  name: tile.name,
  productCode: tile.productCode,
  productName: tile.productName,
  orderNo: tile.orderNo,
  mark,
  since: tile.since,
});

const isSameRow = (a: BoardRow, b: BoardRow): boolean =>
  a.mark === b.mark &&
  a.since === b.since &&
  a.code === b.code &&
  a.name === b.name &&
  a.productCode === b.productCode &&
  a.productName === b.productName &&
  a.orderNo === b.orderNo;
