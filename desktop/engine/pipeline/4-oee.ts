import type { Statement } from "better-sqlite3";
import { hourMs } from "#shared/kernel/instant.ts";
import type { MachineId } from "#shared/kernel/id.ts";
import type { Span } from "#shared/kernel/span.ts";
import type { OeeSliceRow } from "#shared/schema/tables/fact-tables.ts";
import type { PlantDatabase } from "../database/open-database.ts";
import type { Identity } from "../identity.ts";
import { loadWholeStops, standsStill, stopReach } from "../modules/oee/interval-rows.ts";
import { definitionOf } from "../modules/oee/kpi-report-of.ts";
import { knownUntil } from "../modules/oee/known-until.ts";
import { loadOeeInput, loadShifts } from "../modules/oee/load-oee-input.ts";
import { loadSetting, type MachineSetting } from "../modules/oee/machine-setting.ts";
import { LossBook } from "../losses/loss-book.ts";
import { clockHours, cutSlices } from "./cut-slices.ts";
import { exclusively } from "./exclusive.ts";
import { slicesOf, type SliceSums } from "./slice-sums.ts";
import type { StaleSlices, TakenPiece } from "./stale-slices.ts";
import { Telemetry } from "./telemetry.ts";

/** One piece of computing covers at most this much of a machine's time. */
const pieceMs = 24 * hourMs;

/** What a machine's slices over whole hours must be. Reads only. */
export async function computeSlices(
  database: PlantDatabase,
  setting: MachineSetting,
  hours: readonly Span[],
  now: number,
): Promise<SliceSums[]> {
  if (hours.length === 0) return [];
  const span = { start: hours[0]!.start, end: hours.at(-1)!.end };
  const shifts = await loadShifts(database.reader, setting.patternId, span);
  const input = await loadOeeInput(database.reader, setting, span, now);
  return slicesOf(input, cutSlices(hours, shifts));
}

/**
 * Keeps `oee_slice` true: additive sums of each clock hour cut by shift edges, computed again whenever facts touch
 * them. Works in bounded pieces beside the hot path. The slice of a running hour is provisional.
 */
export class OeeSlices {
  readonly #database: PlantDatabase;
  readonly #identity: Identity;
  readonly #stale: StaleSlices;
  readonly #telemetry: Telemetry;
  readonly #inSpan: Statement<[MachineId, number, number], OeeSliceRow>;
  readonly #newest: Statement<[MachineId], OeeSliceRow>;
  readonly #firstFact: Statement<[MachineId], number | null>;
  readonly #put: Statement<[OeeSliceRow]>;
  readonly #remove: Statement<[string]>;
  readonly #losses: LossBook;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(database: PlantDatabase, identity: Identity, stale: StaleSlices) {
    const { raw } = database;
    this.#database = database;
    this.#identity = identity;
    this.#stale = stale;
    this.#telemetry = new Telemetry(raw);
    this.#inSpan = raw.prepare(
      "select * from oee_slice where machine_id = ? and starts_at >= ? and starts_at < ?",
    );
    this.#newest = raw.prepare(
      "select * from oee_slice where machine_id = ? order by starts_at desc limit 1",
    );
    this.#firstFact = raw
      .prepare<[MachineId], number | null>("select min(at) from machine_event where machine_id = ?")
      .pluck() as Statement<[MachineId], number | null>;
    this.#put = raw.prepare(
      `insert into oee_slice (id, machine_id, starts_at, ends_at, shift_instance_id, sums, definition, computed_at)
       values (@id, @machine_id, @starts_at, @ends_at, @shift_instance_id, @sums, @definition, @computed_at)
       on conflict (id) do update set ends_at = @ends_at, shift_instance_id = @shift_instance_id, sums = @sums,
         definition = @definition, computed_at = @computed_at`,
    );
    this.#remove = raw.prepare("delete from oee_slice where id = ?");
    this.#losses = new LossBook(raw);
  }

  /** Facts or set-up changed the figures of a machine over a span; for changes that come from outside the pipeline. */
  async touch(machineId: MachineId, span: Span): Promise<void> {
    await exclusively(this.#database, () =>
      this.#database.raw.transaction(() => this.#stale.mark(machineId, span))(),
    );
  }

  /** Time has passed: marks what no slice covers yet and what was provisional, for every active machine. */
  async touchRunning(): Promise<void> {
    const now = await knownUntil(this.#database.reader, this.#identity.now());
    const machines = await this.#database.reader
      .selectFrom("machine")
      .select("id")
      .where("is_active", "=", 1)
      .execute();
    await exclusively(this.#database, () =>
      this.#database.raw.transaction(() => {
        for (const { id } of machines) {
          const newest = this.#newest.get(id);
          const from = newest?.starts_at ?? this.#firstFact.get(id) ?? null;
          if (from !== null && from < now && (newest?.computed_at ?? 0) < now)
            this.#stale.mark(id, { start: from, end: now });
        }
      })(),
    );
  }

  /**
   * Computes one bounded piece of stale time, what somebody waits for first. Returns how many slices were computed, or
   * null when nothing is stale. One piece at a time: who asks meanwhile waits for the one that runs.
   */
  computeNext(): Promise<number | null> {
    const turn = this.#turn
      .then(() => this.#computePiece())
      .catch((error: unknown) => {
        // What cannot be computed must not stand before everything else; it stays stale.
        this.#stale.nothingUrgent();
        throw error;
      });
    this.#turn = turn.catch(() => {});
    return turn;
  }

  /** Computes all that somebody waits for, still piece by piece. */
  async computeUrgent(): Promise<void> {
    while (this.#database.raw.open && this.#stale.urgent() !== null) await this.computeNext();
  }

  /**
   * The piece that is due. Taken while no command is under way: what was marked before is on disk and will be read,
   * what is marked from now on is touched again.
   */
  #takeNext(): { machineId: MachineId; piece: Span; mark: TakenPiece } | null {
    const urgent = this.#stale.urgent();
    const machineId = urgent?.machineId ?? this.#stale.machines()[0];
    if (machineId === undefined) return null;
    const marked = urgent ?? this.#stale.firstOf(machineId)!;
    // Before the first fact there is nothing to sum up.
    const start = Math.max(marked.start, this.#firstFact.get(machineId) ?? marked.end);
    const piece = { start, end: Math.max(start, Math.min(marked.end, start + pieceMs)) };
    const mark = this.#stale.take(machineId, { start: marked.start, end: piece.end });
    return { machineId, piece, mark };
  }

  async #computePiece(): Promise<number | null> {
    if (this.#stale.machines().length === 0) return null;
    const taken = await exclusively(this.#database, () => this.#takeNext());
    if (taken === null) return null;
    const { machineId, piece, mark } = taken;
    const setting = await loadSetting(this.#database.reader, machineId);
    const now = await knownUntil(this.#database.reader, this.#identity.now());
    const span = await this.#withWholeStops(setting, piece);
    const hours = clockHours(span, setting.zone);
    const slices = await computeSlices(this.#database, setting, hours, now);
    await exclusively(this.#database, () => {
      const store = this.#database.raw.transaction(() => {
        this.#telemetry.begin();
        this.#store(setting, hours, slices);
        this.#stale.clear(machineId, mark);
      });
      store();
    });
    return slices.length;
  }

  /** A stop that reaches out of the piece may have changed its meaning there too. */
  async #withWholeStops(setting: MachineSetting, piece: Span): Promise<Span> {
    const { machineId, reasonCategories } = setting;
    const intervals = await loadWholeStops(
      this.#database.reader,
      machineId,
      piece,
      stopReach(setting),
    );
    const first = intervals[0];
    const last = intervals.at(-1);
    const start =
      first !== undefined && standsStill(first, reasonCategories) ? first.start : piece.start;
    const end =
      last !== undefined && standsStill(last, reasonCategories)
        ? (last.end ?? piece.end)
        : piece.end;
    return { start: Math.min(piece.start, start), end: Math.max(piece.end, end) };
  }

  #store(setting: MachineSetting, hours: readonly Span[], slices: readonly SliceSums[]): void {
    if (hours.length === 0) return;
    const definition = definitionOf(setting);
    const computedAt = this.#identity.now();
    const stored = this.#inSpan.all(setting.machineId, hours[0]!.start, hours.at(-1)!.end);
    const byStart = new Map(stored.map((row) => [row.starts_at, row]));
    for (const slice of slices) {
      const before = byStart.get(slice.start);
      byStart.delete(slice.start);
      const row: OeeSliceRow = {
        id: before?.id ?? this.#identity.newId(),
        machine_id: setting.machineId,
        starts_at: slice.start,
        ends_at: slice.end,
        shift_instance_id: slice.shiftId,
        sums: slice.sums,
        definition,
        computed_at: computedAt,
      };
      if (before !== undefined && sameSlice(before, row)) continue;
      this.#put.run(row);
      this.#telemetry.append("oee_slice", before === undefined ? "insert" : "update", row);
    }
    for (const { id } of byStart.values()) {
      this.#remove.run(id);
      this.#telemetry.append("oee_slice", "delete", { id });
    }
    const whole = { start: hours[0]!.start, end: hours.at(-1)!.end };
    this.#losses.store(setting.machineId, whole, slices, definition, setting.zone);
  }
}

const sameSlice = (a: OeeSliceRow, b: OeeSliceRow): boolean =>
  a.ends_at === b.ends_at &&
  a.shift_instance_id === b.shift_instance_id &&
  a.sums === b.sums &&
  a.definition === b.definition;
