import type { Database, Statement } from "better-sqlite3";
import { hourMs } from "#shared/kernel/instant.ts";
import type { MachineId } from "#shared/kernel/id.ts";
import { overlaps, type Span } from "#shared/kernel/span.ts";

interface StaleRow {
  readonly machine: MachineId;
  readonly start: number;
  readonly end: number;
}

/** A piece of stale time somebody is computing; void for what is marked again meanwhile. */
export interface TakenPiece extends Span {
  readonly touched: Span[];
  /** What somebody waited for when it was taken. */
  readonly awaited: readonly UrgentSpan[];
}

/** Time that somebody waits for: computed before everything else. */
export interface UrgentSpan extends Span {
  readonly machineId: MachineId;
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

const without = (spans: readonly Span[], done: Span): Span[] =>
  spans.flatMap((span) =>
    overlaps(span, done)
      ? [
          { start: span.start, end: done.start },
          { start: done.end, end: span.end },
        ].filter(({ start, end }) => start < end)
      : [span],
  );

/** Adds a span to sorted ones that neither overlap nor touch. */
function joined(spans: readonly Span[], more: Span): Span[] {
  const apart = spans.filter(({ start, end }) => end < more.start || start > more.end);
  const near = spans.filter(({ start, end }) => end >= more.start && start <= more.end);
  return [...apart, union([...near, more])!].sort((a, b) => a.start - b.start);
}

/**
 * The time of each machine whose OEE slices must be computed again. Kept on disk, in the transaction that made them
 * stale, so that a crash before the computing loses nothing; written only when the time grows. On disk a machine has
 * one stretch, in memory several: an edit of last month does not make the weeks since stale.
 */
export class StaleSlices {
  readonly #stale = new Map<MachineId, Span[]>();
  readonly #stored = new Map<MachineId, Span>();
  #urgent: UrgentSpan[] = [];
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
    const known = this.#stale.get(machineId) ?? [];
    if (known.some(({ start, end }) => start <= marked.start && end >= marked.end)) return;
    this.#save(machineId, joined(known, marked));
  }

  /** As `mark`, and computed first: somebody has just said something and looks at what it did. */
  markUrgent(machineId: MachineId, touched: Span): void {
    this.mark(machineId, touched);
    this.#urgent = [...this.#urgent, { machineId, ...wholeHours(touched) }];
  }

  /** What somebody waits for longest. */
  urgent(): UrgentSpan | null {
    return this.#urgent[0] ?? null;
  }

  /** Nobody waits any more: what was marked stays stale, and takes its turn. */
  nothingUrgent(): void {
    this.#urgent = [];
  }

  /** Begins the computing of a piece of the machine's stale time. */
  take(machineId: MachineId, piece: Span): TakenPiece {
    const taken = { start: piece.start, end: piece.end, touched: [], awaited: this.#urgent };
    this.#taken.set(machineId, taken);
    return taken;
  }

  /** Part of the caller's transaction: the piece was computed. What was marked since, or lies beyond it, stays. */
  clear(machineId: MachineId, taken: TakenPiece): void {
    if (this.#taken.get(machineId) !== taken) return;
    this.#taken.delete(machineId);
    this.#urgent = this.#urgent.flatMap((span) =>
      span.machineId === machineId && taken.awaited.includes(span)
        ? without([span], taken).map((left) => ({ machineId, ...left }))
        : [span],
    );
    const known = this.#stale.get(machineId) ?? [];
    const left = taken.touched.reduce(joined, without(known, taken));
    // Whoever waits longest comes first, so a machine that is not done goes to the end of the row.
    this.#stale.delete(machineId);
    this.#save(machineId, left);
  }

  /** From the first to the last instant that is stale. */
  of(machineId: MachineId): Span | null {
    return union(this.#stale.get(machineId) ?? []);
  }

  /** The stretch that is computed next. */
  firstOf(machineId: MachineId): Span | null {
    return this.#stale.get(machineId)?.[0] ?? null;
  }

  /** Machines with stale time, those that wait longest first. */
  machines(): MachineId[] {
    return [...this.#stale.keys()];
  }

  /** After a rollback: what is on disk counts. The stretches within it stay, and one too many costs a computing. */
  forget(): void {
    this.#stored.clear();
    this.#taken.clear();
    for (const { machine, start, end } of this.#all.all()) {
      this.#stored.set(machine, { start, end });
      const known = this.of(machine);
      if (known?.start !== start || known.end !== end) this.#stale.set(machine, [{ start, end }]);
    }
    for (const machine of this.machines())
      if (!this.#stored.has(machine)) this.#stale.delete(machine);
  }

  #save(machineId: MachineId, spans: readonly Span[]): void {
    const all = union(spans);
    const stored = this.#stored.get(machineId);
    if (all === null) {
      this.#remove.run(machineId);
      this.#stored.delete(machineId);
      this.#stale.delete(machineId);
      return;
    }
    if (stored?.start !== all.start || stored.end !== all.end)
      this.#upsert.run(machineId, all.start, all.end);
    this.#stored.set(machineId, all);
    this.#stale.set(machineId, [...spans]);
  }
}
