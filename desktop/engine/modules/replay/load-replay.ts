import type { MachineId } from "#shared/kernel/id.ts";
import { minuteMs } from "#shared/kernel/instant.ts";
import type { ReplayMachine, ReplayRange } from "#shared/replay/replay.contract.ts";
import { longestShiftMs } from "#shared/shifts/longest-shift.ts";
import type { Reader } from "../../database/reader.ts";
import { timeline } from "../machines/timeline.ts";
import { knownUntil } from "../oee/known-until.ts";
import { replayEvents } from "./replay-events.ts";

interface Range {
  readonly from: number;
  readonly to: number;
}

async function piecesByMinute(
  reader: Reader,
  machineId: MachineId,
  { from, to }: Range,
): Promise<{ total: number[]; reject: number[] }> {
  const rows = await reader
    .selectFrom("machine_count")
    .select(["minute", "total", "reject"])
    .where("machine_id", "=", machineId)
    .where("minute", ">=", from)
    .where("minute", "<", to)
    .where("suspect", "=", "")
    .execute();
  const minutes = Math.ceil((to - from) / minuteMs);
  const total = Array.from({ length: minutes }, () => 0);
  const reject = Array.from({ length: minutes }, () => 0);
  for (const row of rows) {
    const minute = Math.floor((row.minute - from) / minuteMs);
    total[minute]! += row.total;
    reject[minute]! += row.reject;
  }
  return { total, reject };
}

/** Everything a range is shown again from. `clock` = now, UTC milliseconds. */
export async function loadReplay(
  reader: Reader,
  { range }: { readonly range: Range },
  clock = Date.now(),
): Promise<ReplayRange> {
  const rows = await reader
    .selectFrom("machine")
    .select(["id", "code", "name", "shift_pattern_id"])
    .where("is_active", "=", 1)
    .orderBy("code")
    .execute();
  const machines: ReplayMachine[] = [];
  for (const { id, code, name } of rows) {
    const { intervals, runs } = await timeline(reader, { id, range }, clock);
    machines.push({
      machineId: id,
      code,
      name,
      spans: intervals.map(({ start, end, state, cause, provenance, reasonName, timeClass }) => ({
        start,
        end,
        state,
        cause,
        provenance,
        reasonName,
        isMinor: timeClass === "adet_minor",
      })),
      runs: runs.map(({ start, end, productCode, orderNo }) => ({
        start,
        end,
        productCode,
        orderNo,
      })),
      ...(await piecesByMinute(reader, id, range)),
    });
  }
  const patterns = [...new Set(rows.flatMap(({ shift_pattern_id: id }) => id ?? []))];
  const shifts =
    patterns.length === 0
      ? []
      : await reader
          .selectFrom("shift_instance")
          .select(["id", "name", "crew", "starts_at as start", "ends_at as end"])
          .where("pattern_id", "in", patterns)
          .where("starts_at", ">", range.from - longestShiftMs)
          .where("starts_at", "<", range.to)
          .where("ends_at", ">", range.from)
          .orderBy("starts_at")
          .execute();
  return {
    range,
    now: await knownUntil(reader, clock),
    machines,
    shifts,
    events: await replayEvents(reader, range),
  };
}
