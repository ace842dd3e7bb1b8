import type { ConnectionId, MachineId } from '#shared/kernel/id.ts';
import type { MachineState } from '#shared/machines/machine-state.ts';
import type { BoardTile } from '#shared/machines/machines.contract.ts';
import type { PlantDatabase } from '../database/open-database.ts';
import type { Identity } from '../identity.ts';
import type { EngineLog } from '../log/engine-log.ts';
import { knownUntil } from '../modules/oee/known-until.ts';
import { loadSetting, type MachineSetting } from '../modules/oee/machine-setting.ts';
import type { EventSource } from '../serve/event-stream.ts';
import { machineFigures, type MachineFigures } from './machine-figures.ts';

export interface BoardEvent {
  now: number;
  tiles: BoardTile[];
}

/** How the links do, as the intake last said. */
export interface LinkView {
  link(connection: ConnectionId): 'live' | 'lost';
  lastDataAt(connection: ConnectionId): number | null;
}

interface Entry {
  readonly setting: MachineSetting;
  readonly connectionId: ConnectionId | null;
  tile: BoardTile;
  /** Number of the board's change that this tile last had. */
  changedAt: number;
  figuresAt: number;
}

/** Figures of one machine are computed again at most this often. */
const figuresEveryMs = 2_000;
/** Of the engine's time, computing figures may take this share: after each machine it rests nine times as long. */
const restFactor = 9;

const unknownFigures: MachineFigures = {
  shift: null,
  availability: { value: null, reason: 'not_scheduled' },
  effectiveness: { value: null, reason: 'not_scheduled' },
  quality: { value: null, reason: 'not_scheduled' },
  oee: { value: null, reason: 'not_scheduled' },
  coverage: null,
  flags: [],
  total: 0,
  good: 0,
  reject: 0,
  due: null,
  ratePerMinute: null,
  strip: [],
};

interface StateRow {
  state: MachineState;
  cause: string | null;
  since: number;
}

interface RunRow {
  productCode: string | null;
  productName: string | null;
  orderNo: string | null;
}

/**
 * One tile per active machine. A change of state shows at once; figures follow within seconds, because computing them
 * for two hundred machines must never slow the capture they come from.
 */
export class Board {
  readonly #database: PlantDatabase;
  readonly #identity: Identity;
  readonly #links: LinkView;
  readonly #log: EngineLog;
  readonly #entries = new Map<MachineId, Entry>();
  readonly #listeners = new Set<() => void>();
  readonly #openState;
  readonly #openRun;
  #change = 0;
  #timer: NodeJS.Timeout | null = null;

  constructor(database: PlantDatabase, identity: Identity, links: LinkView, log: EngineLog) {
    this.#database = database;
    this.#identity = identity;
    this.#links = links;
    this.#log = log;
    this.#openState = database.raw.prepare<[MachineId], StateRow>(
      `select state, cause, starts_at as since from machine_interval
       where machine_id = ? and ends_at is null order by starts_at desc limit 1`,
    );
    this.#openRun = database.raw.prepare<[MachineId], RunRow>(
      `select run.product_code as productCode, product.name as productName, run.order_no as orderNo
       from machine_run as run left join product on product.id = run.product_id
       where run.machine_id = ? and run.ends_at is null limit 1`,
    );
  }

  /** Reads the machines again: at start and whenever the set-up changed. */
  async reload(): Promise<void> {
    const { reader } = this.#database;
    const rows = await reader.selectFrom('machine').selectAll().where('is_active', '=', 1).orderBy('code').execute();
    const gone = new Set(this.#entries.keys());
    for (const row of rows) {
      gone.delete(row.id);
      const before = this.#entries.get(row.id);
      const entry: Entry = {
        setting: await loadSetting(reader, row.id),
        connectionId: row.connection_id,
        tile: {
          ...(before?.tile ?? { ...unknownFigures, ...this.#stateOf(row.id) }),
          machineId: row.id,
          code: row.code,
          name: row.name,
          kind: row.kind,
          ...this.#linkOf(row.connection_id),
        },
        changedAt: ++this.#change,
        figuresAt: 0,
      };
      this.#entries.set(row.id, entry);
    }
    for (const id of gone) this.#entries.delete(id);
    this.#wake();
  }

  /** Facts of these machines were committed: their state shows now, their figures soon. */
  committed(machines: Iterable<MachineId>): void {
    for (const id of machines) {
      const entry = this.#entries.get(id);
      if (!entry) continue;
      const state = this.#stateOf(id);
      const link = this.#linkOf(entry.connectionId);
      const isSame = Object.entries({ ...state, ...link }).every(
        ([field, value]) => entry.tile[field as keyof BoardTile] === value,
      );
      if (!isSame) this.#show(entry, { ...state, ...link });
    }
    this.#wake();
  }

  /** Keeps the figures fresh until `stop`. */
  start(): void {
    const next = async (): Promise<void> => {
      const began = performance.now();
      try {
        await this.#refreshOldest();
      } catch (error) {
        this.#log.error({ err: error }, 'figures of the board could not be computed');
      }
      const tookMs = performance.now() - began;
      if (this.#timer !== null) this.#timer = setTimeout(next, Math.max(50, tookMs * restFactor));
    };
    this.#timer = setTimeout(next, 0);
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  tiles(): BoardTile[] {
    return [...this.#entries.values()].map((entry) => entry.tile);
  }

  /** Every tile first, then those that changed since. A machine that is gone is told by a full set. */
  source(): EventSource<BoardEvent> {
    let seen = -1;
    return {
      listen: (wake) => {
        this.#listeners.add(wake);
        return () => this.#listeners.delete(wake);
      },
      take: () => {
        const isFirst = seen < 0;
        const changed = [...this.#entries.values()].filter((entry) => entry.changedAt > seen);
        seen = this.#change;
        if (changed.length === 0 && !isFirst) return undefined;
        return { now: this.#identity.now(), tiles: changed.map((entry) => entry.tile) };
      },
    };
  }

  async #refreshOldest(): Promise<void> {
    const due = this.#identity.now() - figuresEveryMs;
    let oldest: Entry | undefined;
    for (const entry of this.#entries.values()) {
      if (entry.figuresAt <= due && (!oldest || entry.figuresAt < oldest.figuresAt)) oldest = entry;
    }
    if (!oldest) return;
    oldest.figuresAt = this.#identity.now();
    const now = await knownUntil(this.#database.reader, this.#identity.now());
    const figures = await machineFigures(this.#database.reader, oldest.setting, now);
    const { machineId } = oldest.setting;
    this.#show(oldest, { ...figures, ...this.#stateOf(machineId), ...this.#linkOf(oldest.connectionId) });
    this.#wake();
  }

  #stateOf(id: MachineId) {
    const open = this.#openState.get(id);
    const run = this.#openRun.get(id);
    return {
      state: open?.state ?? ('unknown' as const),
      cause: open?.cause ?? null,
      since: open?.since ?? null,
      productCode: run?.productCode ?? null,
      productName: run?.productName ?? null,
      orderNo: run?.orderNo ?? null,
    };
  }

  #linkOf(connection: ConnectionId | null) {
    if (connection === null) return { link: 'none' as const, lastDataAt: null };
    return { link: this.#links.link(connection), lastDataAt: this.#links.lastDataAt(connection) };
  }

  #show(entry: Entry, changed: Partial<BoardTile>): void {
    entry.tile = { ...entry.tile, ...changed };
    entry.changedAt = ++this.#change;
  }

  #wake(): void {
    for (const wake of this.#listeners) wake();
  }
}
