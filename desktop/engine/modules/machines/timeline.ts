import type { MachineId } from "#shared/kernel/id.ts";
import type { Timeline } from "#shared/machines/machines.contract.ts";
import { classifyTime } from "#shared/oee/classify-time.ts";
import type { Reader } from "../../database/reader.ts";
import { knownUntil } from "../oee/known-until.ts";
import { loadOeeInput } from "../oee/load-oee-input.ts";
import { reconstructedMinutes } from "../ledger/reconstructed-minutes.ts";
import { loadSetting } from "../oee/machine-setting.ts";

interface OfMachine {
  readonly id: MachineId;
  readonly range: { readonly from: number; readonly to: number };
}

/** What the machine did over a range, cut where the shift calendar or the order changes its meaning. */
export async function timeline(
  reader: Reader,
  { id, range }: OfMachine,
  clock = Date.now(),
): Promise<Timeline> {
  const setting = await loadSetting(reader, id);
  const now = await knownUntil(reader, clock);
  const span = { start: range.from, end: range.to };
  const input = await loadOeeInput(reader, setting, span, now);
  const reasons = await reader.selectFrom("reason").select(["id", "name"]).execute();
  const reasonNames = new Map<string, string>(reasons.map((reason) => [reason.id, reason.name]));
  const intervals = new Map(input.intervals.map((interval) => [interval.id, interval]));
  const runs = await reader
    .selectFrom("machine_run")
    .leftJoin("product", "product.id", "machine_run.product_id")
    .select([
      "machine_run.id",
      "machine_run.starts_at as start",
      "machine_run.ends_at as end",
      "machine_run.product_code as productCode",
      "product.name as productName",
      "machine_run.order_no as orderNo",
    ])
    .where("machine_run.id", "in", input.runs.map((run) => run.id) as never[])
    .orderBy("machine_run.starts_at")
    .execute();

  const counted = await reconstructedMinutes(reader, id, range);
  return {
    now,
    intervals: classifyTime(input).map((part) => {
      const interval = part.intervalId === null ? undefined : intervals.get(part.intervalId);
      const wholeMs =
        interval === undefined ? part.end - part.start : (interval.end ?? now) - interval.start;
      return {
        // One interval may stand here in several parts.
        id: `${part.intervalId ?? "none"}@${part.start}`,
        start: part.start,
        end: part.end,
        state: part.state,
        cause: part.cause,
        provenance:
          part.state === "unknown" &&
          interval !== undefined &&
          counted.within(interval.start, interval.end ?? now)
            ? "reconstructed"
            : (part.provenance ?? "measured"),
        timeClass: part.class,
        reasonId: part.reasonId,
        reasonName: part.reasonId === null ? null : (reasonNames.get(part.reasonId) ?? null),
        isOpen: part.end === now && interval?.end === null,
        wholeMs: part.stop?.elapsedMs ?? wholeMs,
      };
    }),
    shifts: input.shifts
      .filter((shift) => shift.start < span.end && shift.end > span.start)
      .map((shift) => ({ ...shift, breaks: shift.breaks.map((pause) => ({ ...pause })) })),
    runs,
  };
}
