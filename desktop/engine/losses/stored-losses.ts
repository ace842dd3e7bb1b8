import type { MachineId } from "#shared/kernel/id.ts";
import type { Span } from "#shared/kernel/span.ts";
import type { PackedLossRow } from "../database/engine-tables.ts";
import type { Reader } from "../database/reader.ts";

/** The rows that make up a span of a machine, and what of it no row fits. */
export interface StoredLosses {
  /** Days and slices wholly inside the span, in order. */
  readonly rows: readonly PackedLossRow[];
  /** Slices the span cuts: only the part inside counts, and has to be computed from the facts. */
  readonly cut: readonly { readonly row: PackedLossRow; readonly inside: Span }[];
}

const select = (reader: Reader, table: "loss_day" | "loss_slice", machineId: MachineId) =>
  reader.selectFrom(table).selectAll().where("machine_id", "=", machineId);

/**
 * Finds the fewest rows that cover a span: whole days, and slices at its edges, so that the length of history is of no
 * account. A slice of an hour that still runs is taken whole when the span reaches to what is known.
 *
 * @param now instant up to which facts are known
 * @param grain `slice` reads slices only, for questions about hours
 */
export async function storedLosses(
  reader: Reader,
  machineId: MachineId,
  { start, end }: Span,
  now: number,
  grain: "day" | "slice" = "day",
): Promise<StoredLosses> {
  const days =
    grain === "slice"
      ? []
      : await select(reader, "loss_day", machineId)
          .where("starts_at", ">=", start)
          .where("starts_at", "<", end)
          .where("ends_at", "<=", end)
          .orderBy("starts_at")
          .execute();
  const slicesIn = (from: number, to: number) =>
    select(reader, "loss_slice", machineId)
      .where("starts_at", ">=", from)
      .where("starts_at", "<", to)
      .orderBy("starts_at")
      .execute();
  const before = await slicesIn(start, days[0]?.starts_at ?? end);
  const after = days.length === 0 ? [] : await slicesIn(days.at(-1)!.ends_at, end);
  const slices = [...before, ...after];
  const last = slices.at(-1);
  const cut: { row: PackedLossRow; inside: Span }[] = [];
  const covering = await select(reader, "loss_slice", machineId)
    .where("starts_at", "<", start)
    .orderBy("starts_at", "desc")
    .limit(1)
    .executeTakeFirst();
  if (covering !== undefined && covering.ends_at > start)
    cut.push({ row: covering, inside: { start, end: Math.min(covering.ends_at, end) } });
  if (last !== undefined && last.ends_at > end && end < now) {
    slices.pop();
    cut.push({ row: last, inside: { start: last.starts_at, end } });
  }
  const inDays = slices.filter((row) => days.length === 0 || row.starts_at < days[0]!.starts_at);
  return { rows: [...inDays, ...days, ...slices.slice(inDays.length)], cut };
}
