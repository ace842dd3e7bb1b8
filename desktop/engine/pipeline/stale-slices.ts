import type { Database, Statement } from "better-sqlite3";
import { hourMs } from "#shared/kernel/instant.ts";
import type { MachineId } from "#shared/kernel/id.ts";
import type { Span } from "#shared/kernel/span.ts";

interface StaleRow {
  readonly machine: MachineId;
  readonly start: number;
  readonly end: number;
}

/** A piece of stale time somebody is computing; void for what is marked again meanwhile. */
export interface TakenPiece extends Span {
  readonly touched: Span[];
}

const wholeHours = ({ start, end }: Span): Span => ({
  start: Math.floor(start / hourMs) * hourMs,
  end: Math.ceil(end / hourMs) * hourMs,
});

const union = (spans: readonly Span[]): Span | null =>
  spans.length === 0
    ? null
    : {
        start: Math.min(...spans.map(({ start }) => start)),
        end: Math.max(...spans.map(({ end }) => end)),
      };

/**
 * The time of each machine whose OEE slices must be computed again. Kept on disk, in the transaction that made them
 * stale, so that a crash before the computing loses nothing; written only when the time grows.
 */
export class StaleSlices {
  readonly #stale = new Map<MachineId, Span>();
  readonly #taken = new Map<MachineId, TakenPiece>();
  readonly #upsert: Statement<[MachineId, number, number]>;
  readonly #remove: Statement<[MachineId]>;
  readonly #all: Statement<[], StaleRow>;

  constructor(raw: Database) {
    this.#upsert = raw.prepare(
      `insert into stale_slice (machine_id, starts_at, ends_at) values (?, ?, ?)
       on conflict (machine_id) do update set starts_at = excluded.starts_at, ends_at = excluded.ends_at`,
    );
    this.#remove = raw.prepare("delete from stale_slice where machine_id = ?");
    this.#all = raw.prepare(
      'select machine_id as machine, starts_at as start, ends_at as "end" from stale_slice',
    );
    this.forget();
  }

  /** Part of the caller's transaction. */
  mark(machineId: MachineId, touched: Span): void {
    const marked = wholeHours(touched);
    this.#taken.get(machineId)?.touched.push(marked);
    const known = this.#stale.get(machineId);
    if (known !== undefined && known.start <= marked.start && known.end >= marked.end) return;
    this.#save(machineId, union(known === undefined ? [marked] : [known, marked])!);
  }

  /** Begins the computing of a piece from the start of the machine's stale time. */
  take(machineId: MachineId, piece: Span): TakenPiece {
    const taken = { ...piece, touched: [] };
    this.#taken.set(machineId, taken);
    return taken;
  }

  /** Part of the caller's transaction: the piece was computed. What was marked since, or lies beyond it, stays. */
  clear(machineId: MachineId, taken: TakenPiece): void {
    if (this.#taken.get(machineId) !== taken) return;
    this.#taken.delete(machineId);
    const known = this.#stale.get(machineId);
    const beyond =
      known !== undefined && known.end > taken.end ? [{ start: taken.end, end: known.end }] : [];
    const left = union([...beyond, ...taken.touched]);
    // Whoever waits longest comes first, so a machine that is not done goes to the end of the row.
    this.#stale.delete(machineId);
    if (left === null) this.#remove.run(machineId);
    else this.#save(machineId, left);
  }

  of(machineId: MachineId): Span | null {
    return this.#stale.get(machineId) ?? null;
  }

  /** Machines with stale time, those that wait longest first. */
  machines(): MachineId[] {
    return [...this.#stale.keys()];
  }

  /** After a rollback: what is on disk counts. */
  forget(): void {
    this.#stale.clear();
    this.#taken.clear();
    for (const { machine, start, end } of this.#all.all()) this.#stale.set(machine, { start, end });
  }

  #save(machineId: MachineId, span: Span): void {
    this.#upsert.run(machineId, span.start, span.end);
    this.#stale.set(machineId, span);
  }
}
