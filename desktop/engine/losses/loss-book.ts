import type { Database, Statement } from "better-sqlite3";
import type { LossEntries } from "#shared/analysis/loss-entries.ts";
import { dayAt } from "#shared/analysis/time-buckets.ts";
import type { MachineId } from "#shared/kernel/id.ts";
import { hourMs } from "#shared/kernel/instant.ts";
import type { Span } from "#shared/kernel/span.ts";
import type { PackedLossRow } from "../database/engine-tables.ts";
import { LossTotals, packLosses, readLosses } from "./loss-codec.ts";
import { LossNumbers } from "./loss-numbers.ts";

/** The losses of a slice, as they are computed. */
export interface SliceLosses extends Span {
  readonly shiftId: string | null;
  readonly losses: LossEntries;
}

/** No day of any zone is longer, so that one index range finds all that touch another. */
const longestDayMs = 2 * 24 * hourMs;

/** A machine, after which instant its days begin, before which, and after which they end. */
type DaysAsked = [machineId: MachineId, after: number, before: number, endsAfter: number];

const isSame = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, i) => byte === b[i]);

/**
 * Keeps `loss_slice` beside `oee_slice`, and `loss_day` the sum of its slices: in the transaction that stores the
 * slices, so that neither is ever seen without the other. A day is added up anew from its slices, at most some thirty.
 */
export class LossBook {
  readonly #numbers: LossNumbers;
  readonly #within: Statement<[MachineId, number, number], PackedLossRow>;
  readonly #put: Statement<PackedLossRow>;
  readonly #remove: Statement<[MachineId, number]>;
  readonly #daysIn: Statement<DaysAsked, PackedLossRow>;
  readonly #removeDays: Statement<DaysAsked>;
  readonly #putDay: Statement<PackedLossRow>;

  constructor(raw: Database) {
    this.#numbers = new LossNumbers(raw);
    this.#within = raw.prepare(
      "select * from loss_slice where machine_id = ? and starts_at >= ? and starts_at < ? order by starts_at",
    );
    const put = (table: string) =>
      raw.prepare<PackedLossRow>(
        `insert into ${table} (machine_id, starts_at, ends_at, bytes) values (@machine_id, @starts_at, @ends_at, @bytes)
         on conflict (machine_id, starts_at) do update set ends_at = @ends_at, bytes = @bytes`,
      );
    this.#put = put("loss_slice");
    this.#putDay = put("loss_day");
    this.#remove = raw.prepare("delete from loss_slice where machine_id = ? and starts_at = ?");
    const touching = "machine_id = ? and starts_at > ? and starts_at < ? and ends_at > ?";
    this.#daysIn = raw.prepare(`select * from loss_day where ${touching}`);
    this.#removeDays = raw.prepare(`delete from loss_day where ${touching}`);
  }

  /** Replaces the slices of a machine over whole hours of the plant's clock, and the days they touch. Part of the caller's transaction. */
  store(
    machineId: MachineId,
    hours: Span,
    slices: readonly SliceLosses[],
    definition: string,
    zone: string,
  ): void {
    const stored = new Map(
      this.#within
        .all(machineId, hours.start, hours.end)
        .map((row): [number, PackedLossRow] => [row.starts_at, row]),
    );
    for (const slice of slices) {
      const bytes = this.pack(slice, definition);
      const before = stored.get(slice.start);
      stored.delete(slice.start);
      if (before?.ends_at === slice.end && isSame(before.bytes, bytes)) continue;
      this.#put.run({ machine_id: machineId, starts_at: slice.start, ends_at: slice.end, bytes });
    }
    for (const { starts_at } of stored.values()) this.#remove.run(machineId, starts_at);
    this.#storeDays(machineId, hours, zone);
  }

  /** The row of a slice as it is stored. */
  pack({ shiftId, losses }: SliceLosses, definition: string): Uint8Array {
    const totals = new LossTotals();
    totals.definition(this.#numbers.ofName(definition));
    totals.part(shiftId === null ? 0 : this.#numbers.ofName(shiftId));
    for (const entry of losses.time)
      totals.time(this.#numbers.ofTime(entry), entry.ms, entry.stops);
    for (const entry of losses.output)
      totals.output(this.#numbers.ofOutput(entry), entry.total, entry.reject, entry.rework);
    return packLosses(totals.losses);
  }

  /** The row of a day as it must be by its slices; null = it has none. */
  packDay(machineId: MachineId, day: Span): Uint8Array | null {
    const rows = this.#within.all(machineId, day.start, day.end);
    if (rows.length === 0) return null;
    const totals = new LossTotals();
    for (const { bytes } of rows) readLosses(bytes, totals);
    return packLosses(totals.losses);
  }

  #storeDays(machineId: MachineId, hours: Span, zone: string): void {
    for (let at = hours.start; at < hours.end;) {
      const day = dayAt(at, zone);
      const bytes = this.packDay(machineId, day);
      const asked: DaysAsked = [machineId, day.start - longestDayMs, day.end, day.start];
      const stored = this.#daysIn.all(...asked);
      const before = stored[0];
      const isRight =
        stored.length === 1 &&
        bytes !== null &&
        before!.starts_at === day.start &&
        before!.ends_at === day.end &&
        isSame(before!.bytes, bytes);
      if (!isRight) {
        // Days of another zone, which the plant was in before, go with it.
        this.#removeDays.run(...asked);
        if (bytes !== null)
          this.#putDay.run({
            machine_id: machineId,
            starts_at: day.start,
            ends_at: day.end,
            bytes,
          });
      }
      at = day.end;
    }
  }
}
