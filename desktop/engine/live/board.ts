import type { ConnectionId, MachineId } from "#shared/kernel/id.ts";
import type { BoardTile, StateSpan } from "#shared/machines/machines.contract.ts";
import type { PlantDatabase } from "../database/open-database.ts";
import type { Identity } from "../identity.ts";
import type { EngineLog } from "../log/engine-log.ts";
import { knownUntil } from "../modules/oee/known-until.ts";
import type { EventSource } from "../serve/event-stream.ts";
import { loadBoardMachines, type BoardMachine } from "./board-machines.ts";
import { isSameNow, MachinesNow, type MachineNow } from "./machine-now.ts";
import { noFigures, tileFigures, type TileFigures } from "./tile-figures.ts";

/** Figures of a machine with new facts are computed again after this long, those of a quiet one now and then. */
const dirtyAfterMs = 2_000;
const quietAfterMs = 10_000;
/** Computing figures takes at most this share of the time, however many machines there are. */
const computingShare = 0.1;
const pauseMs = 100;

/** What the running connections tell about their links; the intake implements it. */
export interface BoardLinks {
  link(connection: ConnectionId): "live" | "lost";
  /** Last instant anything was read, UTC milliseconds. */
  lastDataAt(connection: ConnectionId): number | null;
}

export interface BoardEvent {
  now: number;
  tiles: BoardTile[];
}

/** A machine on the board. */
interface Place {
  readonly machine: BoardMachine;
  now: MachineNow;
  strip: StateSpan[];
  figures: TileFigures;
  computedAt: number;
  isDirty: boolean;
  tile: BoardTile;
  /** Raised with every change of the tile. */
  version: number;
}

/**
 * One tile per active machine, kept in memory. States follow each commit at once; figures are computed machine by
 * machine beside it. A screen gets all tiles first, then those that changed since it last took some.
 */
export class Board {
  readonly #database: PlantDatabase;
  readonly #identity: Identity;
  readonly #links: BoardLinks;
  readonly #log: EngineLog;
  readonly #machinesNow: MachinesNow;
  readonly #watchers = new Set<() => void>();
  #places: ReadonlyMap<MachineId, Place> = new Map();
  #version = 0;
  #timer: NodeJS.Timeout | null = null;
  #isRunning = false;

  constructor(database: PlantDatabase, identity: Identity, links: BoardLinks, log: EngineLog) {
    this.#database = database;
    this.#identity = identity;
    this.#links = links;
    this.#log = log;
    this.#machinesNow = new MachinesNow(database.raw);
  }

  /** Keeps figures and links fresh until `stop`. */
  start(): void {
    this.#isRunning = true;
    this.#schedule(0);
  }

  stop(): void {
    this.#isRunning = false;
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  /** Reads the machines and everything people set up; their figures follow. */
  async reload(): Promise<void> {
    const machines = await loadBoardMachines(this.#database.reader);
    const before = this.#places;
    this.#places = new Map(
      machines.map((machine) => {
        const clock = this.#identity.now();
        const parts = {
          now: this.#machinesNow.of(machine.id, clock),
          strip: this.#machinesNow.strip(machine.id, clock),
          figures: before.get(machine.id)?.figures ?? noFigures,
        };
        const place: Place = {
          machine,
          ...parts,
          computedAt: 0,
          isDirty: true,
          tile: this.#draw({ machine, ...parts }),
          version: ++this.#version,
        };
        return [machine.id, place];
      }),
    );
    this.#wake();
  }

  /** Facts of these machines are on disk: a new state shows at once, pieces with the next figures. */
  committed(touched: Iterable<MachineId>): void {
    const clock = this.#identity.now();
    let isChanged = false;
    for (const id of touched) {
      const place = this.#places.get(id);
      if (place === undefined) continue;
      place.isDirty = true;
      const now = this.#machinesNow.of(id, clock);
      if (isSameNow(now, place.now)) continue;
      place.now = now;
      place.strip = this.#machinesNow.strip(id, clock);
      this.#redraw(place);
      isChanged = true;
    }
    if (isChanged) this.#wake();
  }

  tiles(): BoardTile[] {
    return [...this.#places.values()].map(({ tile }) => tile);
  }

  /** First every tile, then those that changed; after `reload` every tile again. */
  source(): EventSource<BoardEvent> {
    let seen = -1;
    let places: unknown = null;
    return {
      listen: (wake) => {
        this.#watchers.add(wake);
        return () => this.#watchers.delete(wake);
      },
      take: () => {
        const isNew = places !== this.#places;
        const since = isNew ? -1 : seen;
        const changed = [...this.#places.values()].filter(({ version }) => version > since);
        [seen, places] = [this.#version, this.#places];
        if (changed.length === 0 && !isNew) return undefined;
        return { now: this.#identity.now(), tiles: changed.map(({ tile }) => tile) };
      },
    };
  }

  /** Computes the figures of one machine: a few milliseconds. */
  async compute(id: MachineId): Promise<void> {
    const place = this.#places.get(id);
    if (place === undefined) return;
    const clock = this.#identity.now();
    place.isDirty = false;
    place.computedAt = clock;
    const now = await knownUntil(this.#database.reader, clock);
    place.figures = await tileFigures(this.#database.reader, place.machine.setting, now);
    place.now = this.#machinesNow.of(id, clock);
    place.strip = this.#machinesNow.strip(id, clock);
    this.#redraw(place);
    this.#wake();
  }

  #draw({
    machine,
    now,
    strip,
    figures,
  }: Pick<Place, "machine" | "now" | "strip" | "figures">): BoardTile {
    const { connection } = machine;
    return {
      machineId: machine.id,
      code: machine.code,
      name: machine.name,
      kind: machine.kind,
      link: connection === null ? "none" : this.#links.link(connection),
      lastDataAt: connection === null ? null : this.#links.lastDataAt(connection),
      ...figures,
      ...now,
      strip,
      ratePerMinute: now.state === "unknown" ? null : figures.ratePerMinute,
    };
  }

  #redraw(place: Place): void {
    place.tile = this.#draw(place);
    place.version = ++this.#version;
  }

  /** One turn: links that changed, then the figures that are most overdue. */
  async #turn(): Promise<void> {
    this.#followLinks();
    const overdue = this.#mostOverdue();
    if (overdue === null) return this.#schedule(pauseMs);
    const begun = performance.now();
    await this.compute(overdue.machine.id).catch((error: unknown) => {
      const machine = overdue.machine.code;
      this.#log.error({ err: error, machine }, "the figures of a tile could not be computed");
    });
    this.#schedule((performance.now() - begun) * (1 / computingShare - 1));
  }

  #schedule(afterMs: number): void {
    if (this.#isRunning) this.#timer = setTimeout(() => void this.#turn(), afterMs);
  }

  #followLinks(): void {
    let isChanged = false;
    for (const place of this.#places.values()) {
      const { connection } = place.machine;
      if (connection === null || this.#links.link(connection) === place.tile.link) continue;
      this.#redraw(place);
      isChanged = true;
    }
    if (isChanged) this.#wake();
  }

  #mostOverdue(): Place | null {
    const now = this.#identity.now();
    let worst: Place | null = null;
    let worstBy = 0;
    for (const place of this.#places.values()) {
      const by = now - place.computedAt - (place.isDirty ? dirtyAfterMs : quietAfterMs);
      if (by >= worstBy) [worst, worstBy] = [place, by];
    }
    return worst;
  }

  #wake(): void {
    for (const wake of this.#watchers) wake();
  }
}
