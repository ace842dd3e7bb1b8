import { entriesIn, stopsBegun, type LossEntries } from "#shared/analysis/loss-entries.ts";
import type { MachineId } from "#shared/kernel/id.ts";
import type { Span } from "#shared/kernel/span.ts";
import { timeAndPieces } from "#shared/oee/time-and-pieces.ts";
import type { Reader } from "../../database/reader.ts";
import { LossGroups, type LossGroup } from "../../losses/loss-groups.ts";
import { eachStoredLoss } from "../../losses/stored-losses.ts";
import { loadOeeInput } from "../oee/load-oee-input.ts";
import { loadSetting } from "../oee/machine-setting.ts";
import type { Asked, AskedMachine, AskedShift } from "./asked.ts";

/** Time and pieces of part of a machine's time, that belong to one shift or none. */
export interface Placed {
  readonly machine: AskedMachine;
  /** Where the row begins: a day, or a slice when slices were asked for. */
  readonly start: number;
  readonly shift: AskedShift | null;
}

/**
 * Adds up all that a question asks for, by the group each part belongs to (null = none): from rows of days and slices,
 * and from the facts themselves where the range cuts an hour.
 */
export async function gather<Group>(
  reader: Reader,
  asked: Asked,
  grain: "day" | "slice",
  groupOf: (placed: Placed) => Group | null,
): Promise<Map<Group, LossGroup>> {
  const groups = new LossGroups<Group>();
  const machines = new Map(asked.machines.map((machine) => [machine.id, machine]));
  const placeIn = (machineId: MachineId, start: number) => {
    const machine = machines.get(machineId)!;
    return (number: number): Group | null => {
      const shift = asked.shifts.get(number) ?? null;
      return asked.wantsShift(shift) ? groupOf({ machine, start, shift }) : null;
    };
  };
  const cut = await eachStoredLoss(
    reader,
    { ...asked, machineIds: [...machines.keys()], grain },
    (row) => groups.add(row.bytes, placeIn(row.machine_id, row.starts_at)),
  );
  for (const { row, inside } of cut) {
    const entries = await computedEntries(reader, row.machine_id, inside, asked.now);
    const start = Math.max(row.starts_at, inside.start);
    groups.addComputed(row.bytes, entries, placeIn(row.machine_id, start));
  }
  return groups.resolved(reader);
}

/** The entries of a machine and span, from the facts. */
export async function computedEntries(
  reader: Reader,
  machineId: MachineId,
  span: Span,
  now: number,
): Promise<LossEntries> {
  const setting = await loadSetting(reader, machineId);
  const input = await loadOeeInput(reader, setting, span, now);
  const { spans, counts } = timeAndPieces(input);
  return entriesIn(span, spans, stopsBegun(input, spans), counts);
}

/** Everything asked for as one. */
export async function gatherAll(reader: Reader, asked: Asked): Promise<LossGroup> {
  const groups = await gather(reader, asked, "day", () => "all");
  return groups.get("all") ?? { time: [], output: [], definitions: [] };
}
