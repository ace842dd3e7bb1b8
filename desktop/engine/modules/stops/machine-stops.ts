import type { MachineId } from "#shared/kernel/id.ts";
import type { Span } from "#shared/kernel/span.ts";
import { classifyTime } from "#shared/oee/classify-time.ts";
import { stopsOf, type Stop } from "#shared/stops/stop-list.ts";
import type { Reader } from "../../database/reader.ts";
import { loadWholeStops, stopReach } from "../oee/interval-rows.ts";
import { loadShifts } from "../oee/load-oee-input.ts";
import { loadSetting, type MachineSetting } from "../oee/machine-setting.ts";
import { loadRuns } from "../oee/run-rows.ts";
import { loadClasses } from "./stop-class.store.ts";

/** The stops of one machine with what is needed to name them. */
export interface MachineStops {
  readonly setting: MachineSetting;
  readonly stops: readonly Stop[];
  /** Code and name of the shifts they lie in, by id. */
  readonly shifts: ReadonlyMap<string, { readonly code: string; readonly name: string }>;
}

/**
 * The stops of a machine that touch a span, whole, with what was said of them.
 * @param now instant up to which facts are known
 */
export async function machineStops(
  reader: Reader,
  machineId: MachineId,
  range: Span,
  now: number,
): Promise<MachineStops> {
  const setting = await loadSetting(reader, machineId);
  const touched = await loadClasses(reader, machineId, range);
  // A merged stop reaches over runs, which no walk along the standstill follows.
  const wide = {
    start: Math.min(range.start, touched[0]?.start ?? range.start),
    end: Math.max(range.end, ...touched.map(({ end }) => Math.min(end, now))),
  };
  const intervals = await loadWholeStops(reader, machineId, wide, stopReach(setting));
  const first = intervals[0];
  const last = intervals.at(-1);
  if (first === undefined || last === undefined || first.start >= now)
    return { setting, stops: [], shifts: new Map() };
  const span = { start: first.start, end: Math.min(last.end ?? now, now) };
  const shifts = await loadShifts(reader, setting.patternId, span);
  const spans = classifyTime({
    span,
    now,
    intervals,
    shifts,
    runs: await loadRuns(reader, machineId, span),
    counts: [],
    cycles: [],
    reasonCategories: setting.reasonCategories,
    policy: setting.policy,
  });
  return {
    setting,
    stops: stopsOf({
      spans,
      classes: await loadClasses(reader, machineId, span),
      range,
      minorStopMs: setting.policy.minorStopMs,
      isOpen: last.end === null || last.end > now,
    }),
    shifts: new Map(shifts.map(({ id, code, name }) => [id, { code, name }])),
  };
}

/** The machines asked for, or every active one, by code. */
export async function machinesAsked(
  reader: Reader,
  machineIds: readonly MachineId[] | undefined,
): Promise<{ id: MachineId; code: string; name: string }[]> {
  const select = reader.selectFrom("machine").select(["id", "code", "name"]).orderBy("code");
  return machineIds === undefined
    ? select.where("is_active", "=", 1).execute()
    : select.where("id", "in", [...machineIds]).execute();
}
