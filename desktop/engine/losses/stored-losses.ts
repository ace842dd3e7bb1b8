import { dayAt } from "#shared/analysis/time-buckets.ts";
import type { MachineId } from "#shared/kernel/id.ts";
import { hourMs } from "#shared/kernel/instant.ts";
import type { Span } from "#shared/kernel/span.ts";
import type { PackedLossRow } from "../database/engine-tables.ts";
import type { Reader } from "../database/reader.ts";

export type StoredLoss = Omit<PackedLossRow, "machine_id"> & { readonly machine_id: MachineId };

/** A slice that the span cuts: only the part inside counts, and has to be computed from the facts. */
export interface CutSlice {
  readonly row: StoredLoss;
  readonly inside: Span;
}

export interface LossesAsked {
  readonly machineIds: readonly MachineId[];
  readonly span: Span;
  /** Instant up to which facts are known. */
  readonly now: number;
  readonly zone: string;
  /** `slice` reads slices only, for questions about hours. */
  readonly grain: "day" | "slice";
}

/** Rows of so many machines are held at once. */
const machinesAtOnce = { day: 20, slice: 1 } as const;

/** No slice is longer: it is a clock hour or a part of one. */
const longestSliceMs = hourMs;

/**
 * The fewest rows that cover a span: whole days of the plant's calendar, and slices at the edges, so that the length of
 * history is of no account. Calls `onRow` for each; returns the slices that the span cuts. A slice whose hour still runs
 * is taken whole when the span reaches to what is known.
 */
export async function eachStoredLoss(
  reader: Reader,
  { machineIds, span, now, zone, grain }: LossesAsked,
  onRow: (row: StoredLoss) => void,
): Promise<CutSlice[]> {
  const days = grain === "day" ? wholeDays(span, zone) : null;
  const cut: CutSlice[] = [];
  const takeSlice = (row: StoredLoss): void => {
    if (row.ends_at <= span.start) return;
    const isWhole = row.starts_at >= span.start && (row.ends_at <= span.end || span.end >= now);
    if (isWhole) return onRow(row);
    const inside = {
      start: Math.max(row.starts_at, span.start),
      end: Math.min(row.ends_at, span.end),
    };
    cut.push({ row, inside });
  };
  const at = machinesAtOnce[grain];
  for (let first = 0; first < machineIds.length; first += at) {
    const some = machineIds.slice(first, first + at);
    const rows = (table: "loss_day" | "loss_slice", from: number, to: number) =>
      reader
        .selectFrom(table)
        .selectAll()
        .where("machine_id", "in", some)
        .where("starts_at", ">", from)
        .where("starts_at", "<", to)
        .execute() as Promise<StoredLoss[]>;
    const before = span.start - longestSliceMs;
    for (const row of await rows("loss_slice", before, days?.start ?? span.end)) takeSlice(row);
    if (days === null) continue;
    for (const row of await rows("loss_day", days.start - 1, days.end)) onRow(row);
    for (const row of await rows("loss_slice", days.end - 1, span.end)) takeSlice(row);
  }
  return cut;
}

/** The local days that lie wholly in a span, as one; null when there is none. */
function wholeDays(span: Span, zone: string): Span | null {
  const first = dayAt(span.start, zone);
  const start = first.start === span.start ? span.start : first.end;
  const end = dayAt(span.end, zone).start;
  return start < end ? { start, end } : null;
}
