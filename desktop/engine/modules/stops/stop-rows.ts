import type { MachineId } from "#shared/kernel/id.ts";
import type { Span } from "#shared/kernel/span.ts";
import type { Stop } from "#shared/stops/stop-list.ts";
import type { NamedReason, StopRow } from "#shared/stops/stop-row.ts";
import type { Reader } from "../../database/reader.ts";
import { machineStops } from "./machine-stops.ts";
import { reasonsById } from "./reason.store.ts";
import { classRecords, editsIn, type ClassRecord } from "./stop-class.store.ts";

/** A row with what filters ask and the screen does not show. */
export interface FoundStop extends StopRow {
  readonly shiftCode: string | null;
  readonly shareMs: number;
  readonly unclassifiedMs: number;
  readonly isShort: boolean;
}

/** Names that rows of every machine need. */
export interface StopNames {
  readonly reasons: ReadonlyMap<string, NamedReason>;
  readonly products: ReadonlyMap<string, string>;
}

export async function stopNames(reader: Reader): Promise<StopNames> {
  const products = await reader.selectFrom("product").select(["id", "code"]).execute();
  return {
    reasons: await reasonsById(reader),
    products: new Map(products.map(({ id, code }) => [id, code])),
  };
}

/** The stops of a machine that touch a range, as rows, the oldest first. `now` = instant up to which facts are known. */
export async function stopRowsOf(
  reader: Reader,
  machineId: MachineId,
  range: Span,
  now: number,
  names: StopNames,
): Promise<FoundStop[]> {
  const { setting, stops, shifts } = await machineStops(reader, machineId, range, now);
  if (stops.length === 0) return [];
  const span = { start: stops[0]!.start, end: Math.max(...stops.map(({ end }) => end)) };
  const records = await classRecords(reader, machineId, span);
  const saidBy = new Map(records.map((row) => [row.id as string, row]));
  return stops.map((stop) => {
    const shift = stop.shiftId === null ? undefined : shifts.get(stop.shiftId);
    return {
      id: `${machineId}@${stop.start}`,
      machineId,
      machineCode: setting.code,
      machineName: setting.name,
      ...stop,
      reason: stop.reasonId === null ? null : (names.reasons.get(stop.reasonId) ?? null),
      ...sayingOf(stop, stop.classId === null ? undefined : saidBy.get(stop.classId)),
      productCode: stop.productId === null ? null : (names.products.get(stop.productId) ?? null),
      shiftCode: shift?.code ?? null,
      shiftName: shift?.name ?? null,
      edits: editsIn(records, { start: stop.start, end: stop.isOpen ? Infinity : stop.end }),
    };
  });
}

type Saying = Pick<StopRow, "origin" | "saidBy" | "saidAt" | "note">;

const sayingOf = (stop: Stop, said: ClassRecord | undefined): Saying =>
  said === undefined
    ? { origin: stop.reasonId === null ? null : "machine", saidBy: null, saidAt: null, note: "" }
    : {
        origin: said.reason_id === null ? null : said.origin,
        saidBy: said.actor_name,
        saidAt: said.recorded_at,
        note: said.note,
      };
