import { clip, contains } from "#shared/kernel/span.ts";
import type { HourRow } from "#shared/oee/oee.contract.ts";
import { piecesDue } from "#shared/oee/pace.ts";
import { timeAndPieces } from "#shared/oee/time-and-pieces.ts";
import { hourRows as clockHours } from "#shared/shifts/hour-labels.ts";
import type { Reader } from "../../database/reader.ts";
import { loadOf, type OfMachine } from "./reports.ts";

/** Pieces of each hour of the plant's clock, also those made outside planned time, against what is due. */
export async function hourRows(
  reader: Reader,
  of: OfMachine,
  clock = Date.now(),
): Promise<{ rows: HourRow[] }> {
  const { setting, input } = await loadOf(reader, of, clock);
  const { spans, counts } = timeAndPieces(input);
  const rows = clockHours(input.span, setting.zone).map(({ start, end, label }) => {
    const inHour = counts.filter((count) => contains({ start, end }, count.bookedAt));
    const total = inHour.reduce((sum, count) => sum + count.total, 0);
    const reject = inHour.reduce((sum, count) => sum + count.reject, 0);
    const time = spans.flatMap((span) => clip(span, { start, end }) ?? []);
    const due = piecesDue(time, setting.cycles, setting.policy.targetOee);
    return { start, end, label, total, good: total - reject, reject, due };
  });
  return { rows };
}
