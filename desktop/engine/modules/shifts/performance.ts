import type { MachineId } from "#shared/kernel/id.ts";
import { Refusal } from "#shared/kernel/refusal.ts";
import { lengthOf } from "#shared/kernel/span.ts";
import type { ClassifiedSpan } from "#shared/oee/classify-time.ts";
import type { KpiPolicy } from "#shared/oee/kpi-policy.ts";
import {
  compareShifts,
  performanceRow,
  type ShiftComparison,
  type WorkedShift,
} from "#shared/shifts/compare-shifts.ts";
import { figuresOfParts, isLowShift, type ShiftPart } from "#shared/shifts/shift-figures.ts";
import { piecesAimedAt } from "#shared/shifts/shift-targets.ts";
import type {
  PlannedShiftRow,
  ShiftLoss,
  ShiftPerformanceRow,
} from "#shared/shifts/shifts.contract.ts";
import type { Reader } from "../../database/reader.ts";
import { knownUntil } from "../oee/known-until.ts";
import { loadSetting, type MachineSetting } from "../oee/machine-setting.ts";
import { kpiPolicy } from "#shared/oee/kpi-policy.ts";
import { thePlant } from "../plant/plant.store.ts";
import { computeShifts, machineShifts, type MachineShift } from "./shift-parts.ts";
import { plannedShift, plannedShifts } from "./shift-rows.ts";

export interface ShiftsAsked {
  readonly range: { readonly from: number; readonly to: number };
  readonly machineIds: readonly MachineId[];
  readonly patternIds: readonly string[];
  readonly shiftCodes: readonly string[];
  readonly crews: readonly string[];
}

interface MachineInShift {
  readonly machine: MachineSetting;
  readonly part: ShiftPart;
}

interface Worked extends WorkedShift {
  readonly machines: readonly MachineInShift[];
}

async function plantPolicy(reader: Reader): Promise<KpiPolicy> {
  return kpiPolicy.parse(JSON.parse((await thePlant(reader)).policy));
}

/** The active machines asked for that work by a pattern, by code. */
async function machinesAsked(
  reader: Reader,
  machineIds: readonly MachineId[],
): Promise<MachineSetting[]> {
  let query = reader
    .selectFrom("machine")
    .select("id")
    .where("is_active", "=", 1)
    .where("shift_pattern_id", "is not", null)
    .orderBy("code");
  if (machineIds.length > 0) query = query.where("id", "in", machineIds);
  const settings: MachineSetting[] = [];
  for (const { id } of await query.execute()) settings.push(await loadSetting(reader, id));
  return settings;
}

/** A shift's target, else the plant's. */
function partOf(shift: PlannedShiftRow, done: MachineShift, policy: KpiPolicy): ShiftPart {
  return {
    sums: done.sums,
    unclassifiedMs: done.unclassifiedMs,
    targetOee: shift.targets.oee ?? policy.targetOee,
    targetQuality: shift.targets.quality,
  };
}

function workedShift(shift: PlannedShiftRow, machines: readonly MachineInShift[]): Worked {
  return {
    shift,
    machines,
    parts: machines.map(({ part }) => part),
    pieces: piecesAimedAt(shift.targets, { asked: machines.length, ofShift: shift.machineCount }),
  };
}

/** The shifts asked for that have begun, newest first, with what their machines did. */
async function workedShifts(
  reader: Reader,
  asked: ShiftsAsked,
  policy: KpiPolicy,
  now: number,
): Promise<Worked[]> {
  const { range, patternIds, shiftCodes, crews } = asked;
  const all = await plannedShifts(reader, { by: "start", ...range, patternIds });
  const shifts = all.filter(
    (shift) =>
      shift.start < now &&
      (shiftCodes.length === 0 || shiftCodes.includes(shift.code)) &&
      (crews.length === 0 || (shift.crew !== null && crews.includes(shift.crew))),
  );
  const inShift = new Map<string, MachineInShift[]>();
  for (const machine of await machinesAsked(reader, asked.machineIds)) {
    const own = shifts.filter((shift) => shift.patternId === machine.patternId);
    const done = await machineShifts(reader, machine, own, now);
    for (const shift of own) {
      const list = inShift.get(shift.id) ?? [];
      list.push({ machine, part: partOf(shift, done.get(shift.id)!, policy) });
      inShift.set(shift.id, list);
    }
  }
  return shifts
    .flatMap((shift) => {
      const machines = inShift.get(shift.id);
      return machines === undefined ? [] : [workedShift(shift, machines)];
    })
    .toReversed();
}

const machineName = ({ machineId, code, name }: MachineSetting) => ({ id: machineId, code, name });

function machineRow(
  shift: PlannedShiftRow,
  { machine, part }: MachineInShift,
  policy: KpiPolicy,
  now: number,
): ShiftPerformanceRow {
  const pieces = piecesAimedAt(shift.targets, { asked: 1, ofShift: shift.machineCount });
  const figures = figuresOfParts([part], pieces, policy);
  return {
    shift,
    machine: machineName(machine),
    ...figures,
    isLow: isLowShift(figures, shift.end > now),
  };
}

/** One row per shift, or per shift and machine. */
export async function shiftPerformance(
  reader: Reader,
  asked: ShiftsAsked & { readonly per: "shift" | "machine" },
  clock = Date.now(),
): Promise<{ now: number; rows: ShiftPerformanceRow[] }> {
  const policy = await plantPolicy(reader);
  const now = await knownUntil(reader, clock);
  const worked = await workedShifts(reader, asked, policy, now);
  const rows = worked.flatMap((one) =>
    asked.per === "shift"
      ? [performanceRow(one, policy, now)]
      : one.machines.map((machine) => machineRow(one.shift, machine, policy, now)),
  );
  return { now, rows };
}

/** The shifts of a range beside each other. */
export async function shiftComparison(
  reader: Reader,
  asked: ShiftsAsked,
  clock = Date.now(),
): Promise<ShiftComparison & { now: number }> {
  const policy = await plantPolicy(reader);
  const now = await knownUntil(reader, clock);
  const worked = await workedShifts(reader, asked, policy, now);
  return { now, ...compareShifts(worked, policy, now) };
}

/** Where most of a shift's time went is told of so many losses. */
const lossesShown = 12;

/**
 * One shift, computed from its facts.
 * @throws Refusal NOT_FOUND when there is no such shift
 */
export async function shiftDetail(
  reader: Reader,
  { id }: { id: string },
  clock = Date.now(),
): Promise<{
  now: number;
  total: ShiftPerformanceRow;
  machines: ShiftPerformanceRow[];
  losses: ShiftLoss[];
}> {
  const shift = await plannedShift(reader, id);
  if (shift === undefined) throw new Refusal("NOT_FOUND", { entity: "shift_instance", id });
  const policy = await plantPolicy(reader);
  const now = await knownUntil(reader, clock);
  const reasons = await reader.selectFrom("reason").select(["id", "name"]).execute();
  const reasonNames = new Map<string, string>(reasons.map((reason) => [reason.id, reason.name]));
  const machines: MachineInShift[] = [];
  const losses: ShiftLoss[] = [];
  for (const machine of await machinesAsked(reader, [])) {
    if (machine.patternId !== shift.patternId) continue;
    const done = (await computeShifts(reader, machine, [shift], now)).get(shift.id)!;
    machines.push({ machine, part: partOf(shift, done, policy) });
    losses.push(...lossesOf(machine, done.spans, reasonNames));
  }
  return {
    now,
    total: performanceRow(workedShift(shift, machines), policy, now),
    machines: machines.map((one) => machineRow(shift, one, policy, now)),
    losses: losses.sort((a, b) => b.ms - a.ms).slice(0, lossesShown),
  };
}

/** Classes in which planned time is lost. */
const lossClasses = [
  "aust",
  "adet_minor",
  "adet_down",
  "adet_external",
  "adot",
  "unknown",
] as const;
const isLoss = (timeClass: ClassifiedSpan["class"]): boolean =>
  (lossClasses as readonly string[]).includes(timeClass);

/** Lost time of one machine by class and reason; a stop cut into pieces is one stop. */
function lossesOf(
  machine: MachineSetting,
  spans: readonly ClassifiedSpan[],
  reasonNames: ReadonlyMap<string, string>,
): ShiftLoss[] {
  const groups = Map.groupBy(
    spans.filter((span) => isLoss(span.class)),
    (span) => `${span.class} ${span.reasonId ?? ""}`,
  );
  return [...groups.values()].map((parts) => ({
    machine: machineName(machine),
    timeClass: parts[0]!.class,
    reasonName: parts[0]!.reasonId === null ? null : (reasonNames.get(parts[0]!.reasonId) ?? null),
    ms: parts.reduce((sum, part) => sum + lengthOf(part), 0),
    stops: new Set(parts.map((part) => part.stop?.start ?? part.intervalId ?? part.start)).size,
  }));
}
