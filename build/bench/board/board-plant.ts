import { between, seededRandom, type Random } from "#build/demo/random.ts";
import { hourMs, minuteMs } from "#shared/kernel/instant.ts";
import type { MachineState } from "#shared/machines/machine-state.ts";
import type { BoardTile, StateSpan } from "#shared/machines/machines.contract.ts";

const states: readonly MachineState[] = [
  "running",
  "running",
  "running",
  "running",
  "stopped",
  "down",
  "setup",
  "external",
  "idle",
  "unknown",
];

/** A machine changes its state every minute or so: over a plant of 200 that is three or four changes a second. */
const stateLastsMs = minuteMs;
const updateMs = 250;

/** A plant that exists only on the board: every tile has changed at every update. */
export class BoardPlant {
  readonly #random: Random;
  #tiles: BoardTile[];

  constructor(tiles: number, seed: number, now: number) {
    this.#random = seededRandom(seed, "board");
    this.#tiles = Array.from({ length: tiles }, (_, index) => this.#newTile(index, now));
  }

  /** The tiles a quarter of a second later. */
  advance(now: number): readonly BoardTile[] {
    this.#tiles = this.#tiles.map((tile) => this.#later(tile, now));
    return this.#tiles;
  }

  #state(): MachineState {
    return states[Math.floor(this.#random() * states.length)]!;
  }

  #newTile(index: number, now: number): BoardTile {
    const code = `M-${`${index + 1}`.padStart(3, "0")}`;
    const strip = this.#eightHours(now);
    const last = strip.at(-1)!;
    const total = Math.floor(between(this.#random, [500, 9_000]));
    return {
      machineId: `machine-${index}`,
      code,
      name: `Machine ${index + 1}`,
      kind: "machine_tool",
      state: last.state,
      cause: null,
      since: last.start,
      link: "live",
      lastDataAt: now,
      productCode: `P-${100 + (index % 40)}`,
      productName: `Housing ${100 + (index % 40)}`,
      orderNo: `WO-${4_700 + index}`,
      shift: { id: "shift", name: "Early", start: now - 3 * hourMs, end: now + 5 * hourMs },
      availability: { value: between(this.#random, [0.6, 0.99]) },
      effectiveness: { value: between(this.#random, [0.6, 0.99]) },
      quality: { value: between(this.#random, [0.9, 1]) },
      oee: { value: between(this.#random, [0.4, 0.9]) },
      coverage: between(this.#random, [0.8, 1]),
      knownBy: { measured: 3_600_000, reconstructed: 0, back_read: 0, typed: 0, unknown: 0 },
      flags: ["preliminary"],
      total,
      good: total,
      reject: 0,
      due: total * between(this.#random, [0.8, 1.2]),
      ratePerMinute: between(this.#random, [5, 60]),
      strip,
    };
  }

  #eightHours(now: number): StateSpan[] {
    const strip: StateSpan[] = [];
    for (let start = now - 8 * hourMs; start < now;) {
      const end = Math.min(now, start + Math.round(between(this.#random, [1, 24]) * minuteMs));
      strip.push({ start, end, state: this.#state(), cause: null, provenance: "measured" });
      start = end;
    }
    return strip;
  }

  #later(tile: BoardTile, now: number): BoardTile {
    const good = tile.good + 1;
    const oee = between(this.#random, [0.4, 0.9]);
    const moved = {
      ...tile,
      lastDataAt: now,
      total: tile.total + 1,
      good,
      oee: { value: oee },
      availability: { value: Math.min(1, oee + 0.1) },
      ratePerMinute: between(this.#random, [5, 60]),
    };
    const last = tile.strip.at(-1)!;
    const earlier = tile.strip.slice(0, -1);
    if (this.#random() > updateMs / stateLastsMs)
      return { ...moved, strip: [...earlier, { ...last, end: now }] };
    const next: StateSpan = { ...last, start: now, end: now, state: this.#state() };
    const strip = [...earlier, { ...last, end: now }, next];
    return { ...moved, state: next.state, since: now, strip };
  }
}
