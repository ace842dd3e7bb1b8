import type { GroupedResponse, ResponseFigures } from "#shared/andon/andon.contract.ts";
import { responseTimes as figuresOf, type AnsweredCall } from "#shared/andon/response-times.ts";
import { longestShiftMs } from "#shared/shifts/longest-shift.ts";
import type { Reader } from "../../database/reader.ts";

interface Asked {
  readonly range: { readonly from: number; readonly to: number };
  readonly by: "kind" | "machine" | "shift";
  readonly now: number;
}

interface LoadedCall extends AnsweredCall {
  readonly kind: string;
  readonly machineId: string;
  readonly machine: string;
  readonly patternId: string | null;
}

async function loadCalls(reader: Reader, { from, to }: Asked["range"]): Promise<LoadedCall[]> {
  return reader
    .selectFrom("andon_call")
    .innerJoin("machine", "machine.id", "andon_call.machine_id")
    .select([
      "andon_call.status",
      "andon_call.kind",
      "andon_call.machine_id as machineId",
      "machine.code as machine",
      "machine.shift_pattern_id as patternId",
      "andon_call.opened_at as openedAt",
      "andon_call.acknowledged_at as acknowledgedAt",
      "andon_call.closed_at as closedAt",
    ])
    .where("andon_call.opened_at", ">=", from)
    .where("andon_call.opened_at", "<", to)
    .execute();
}

/** Tells the shift of its machine that a call was opened in. */
async function shiftFinder(reader: Reader, { from, to }: Asked["range"]) {
  const rows = await reader
    .selectFrom("shift_instance")
    .select(["pattern_id", "code", "name", "starts_at", "ends_at"])
    // By pattern, so that the index of the calendar is used.
    .where("pattern_id", "in", reader.selectFrom("shift_pattern").select("id"))
    .where("starts_at", ">", from - longestShiftMs)
    .where("starts_at", "<", to)
    .execute();
  const byPattern = Map.groupBy(rows, (row) => row.pattern_id as string);
  return ({ patternId, openedAt }: LoadedCall) =>
    byPattern
      .get(patternId ?? "")
      ?.find(({ starts_at, ends_at }) => starts_at <= openedAt && openedAt < ends_at);
}

/** How quickly calls that were opened in the range were answered, in all and by kind, machine or shift. */
export async function responseTimes(
  reader: Reader,
  { range, by, now }: Asked,
): Promise<{ now: number; all: ResponseFigures; rows: GroupedResponse[] }> {
  const calls = await loadCalls(reader, range);
  const shiftOf = by === "shift" ? await shiftFinder(reader, range) : () => undefined;
  const groupOf = (call: LoadedCall): readonly [key: string, name: string] => {
    switch (by) {
      case "kind":
        return [call.kind, call.kind];
      case "machine":
        return [call.machineId, call.machine];
      case "shift": {
        const shift = shiftOf(call);
        return [shift?.code ?? "", shift?.name ?? ""];
      }
      default:
        return by satisfies never;
    }
  };
  const names = new Map(calls.map(groupOf));
  const groups = Map.groupBy(calls, (call) => groupOf(call)[0]);
  const rows = [...groups].map(([key, group]) => ({
    key,
    name: names.get(key) ?? "",
    ...figuresOf(group, now),
  }));
  return { now, all: figuresOf(calls, now), rows: rows.toSorted((a, b) => b.calls - a.calls) };
}
