import type { MachineId } from "#shared/kernel/id.ts";
import type { Span } from "#shared/kernel/span.ts";
import type { OeeInput, ShiftSpan } from "#shared/oee/time-model.ts";
import { RuleBook, type Answer } from "#shared/rules/ask-rules.ts";
import { planFilings } from "#shared/rules/plan-filings.ts";
import type { PreviewChange } from "#shared/rules/preview-change.ts";
import { tryRules, type TriedRules } from "#shared/rules/proposed-rules.ts";
import type { StandingStop } from "#shared/rules/standing-stop.ts";
import { expandShifts } from "#shared/shifts/expand-shifts.ts";
import { addDays, dateOf } from "#shared/shifts/local-time.ts";
import type { ShiftPattern } from "#shared/shifts/shift-pattern.ts";
import { layClasses, type StopClass } from "#shared/stops/stop-class.ts";
import type { Reader } from "../../database/reader.ts";
import { loadOeeInput } from "../oee/load-oee-input.ts";
import type { MachineSetting } from "../oee/machine-setting.ts";
import { withDowntime } from "../shifts/downtime.store.ts";
import { measuredStops } from "./measured-stops.ts";
import { askedRule, storedRules } from "./rule.store.ts";
import { TagLookup } from "./tag-readings.ts";

/** A machine's facts with a change laid over them, as `loadOeeInput` would give them once it was made. */
export interface LaidInput {
  readonly input: OeeInput;
  readonly policy: OeeInput["policy"];
  /** Names of the rules that would have a stop, by its start. */
  readonly ruleNames: ReadonlyMap<number, string>;
}

/** Lays a change over what was loaded of a machine. */
export type LayChange = (setting: MachineSetting, loaded: OeeInput) => Promise<LaidInput>;

const noRules: ReadonlyMap<number, string> = new Map();

/** Which of the machines a change can touch, active ones given. */
export function machinesOf(
  change: PreviewChange,
  machines: readonly { readonly id: MachineId; readonly patternId: string | null }[],
): readonly MachineId[] {
  const ids = machines.map(({ id }) => id);
  switch (change.kind) {
    case "rules":
    case "plant_limits":
      return ids;
    case "machine_setup":
      return ids.filter((id) => change.machineIds.includes(id));
    case "ideal_cycle":
      return ids.filter((id) => id === change.machineId);
    case "shift_pattern":
      return machines.filter(({ patternId }) => patternId === change.patternId).map(({ id }) => id);
    default:
      return change satisfies never;
  }
}

/** Makes a change ready to be laid over one machine after the other. */
export async function changeLayer(reader: Reader, change: PreviewChange): Promise<LayChange> {
  switch (change.kind) {
    case "rules": {
      const stored = (await storedRules(reader)).map((row) => ({
        ...askedRule(row),
        isActive: row.is_active === 1,
      }));
      const tried = tryRules(change.rules, stored);
      return (setting, loaded) => underRules(reader, setting, loaded, tried);
    }
    case "plant_limits": {
      const own = await ownLimits(reader);
      return (setting, loaded) => {
        const { minorStopMs, minimumRunMs } = own.get(setting.machineId)!;
        return underSetUp(reader, setting, loaded, {
          minorStopMs: minorStopMs ?? change.minorStopMs,
          minimumRunMs: minimumRunMs ?? change.minimumRunMs,
        });
      };
    }
    case "machine_setup":
      return (setting, loaded) => underSetUp(reader, setting, loaded, change);
    case "ideal_cycle": {
      const { productId, cycleUs, cavities } = change;
      // As if it had been so all along: the cycles of the product that began later would not have.
      const always = { productId, validFrom: -8.64e15, cycleUs, cavities };
      return async ({ policy }, input) => ({
        input: {
          ...input,
          cycles: [...input.cycles.filter((cycle) => cycle.productId !== productId), always],
        },
        policy,
        ruleNames: noRules,
      });
    }
    case "shift_pattern":
      return async ({ machineId, zone, policy }, input) => {
        const shifts = patternShifts(change.pattern, zone, extentOf(input));
        return {
          input: { ...input, shifts: await withDowntime(reader, machineId, shifts) },
          policy,
          ruleNames: noRules,
        };
      };
    default:
      return change satisfies never;
  }
}

interface SetUp {
  readonly minorStopMs?: number | undefined;
  readonly minimumRunMs?: number | undefined;
  readonly patternId?: string | null | undefined;
}

/** The machine's facts under another set-up; what is absent stays. Read again where it decides which rows belong. */
async function underSetUp(
  reader: Reader,
  setting: MachineSetting,
  loaded: OeeInput,
  { minorStopMs, minimumRunMs, patternId }: SetUp,
): Promise<LaidInput> {
  const policy = {
    ...setting.policy,
    ...(minorStopMs !== undefined && { minorStopMs }),
    ...(minimumRunMs !== undefined && { minimumRunMs }),
  };
  const isSameReach =
    policy.minimumRunMs === setting.policy.minimumRunMs &&
    (patternId === undefined || patternId === setting.patternId);
  if (isSameReach) return { input: { ...loaded, policy }, policy, ruleNames: noRules };
  const changed = { ...setting, policy, ...(patternId !== undefined && { patternId }) };
  const input = await loadOeeInput(reader, changed, loaded.span, loaded.now);
  return { input, policy, ruleNames: noRules };
}

/** Limits that machines have of their own; null = the plant's. */
async function ownLimits(reader: Reader) {
  const rows = await reader
    .selectFrom("machine")
    .select(["id", "minor_stop_ms as minorStopMs", "minimum_run_ms as minimumRunMs"])
    .execute();
  return new Map(rows.map(({ id, ...limits }) => [id, limits]));
}

/** The time that the loaded rows speak of: the span with the whole stops at its edges. */
const extentOf = ({ span, intervals }: OeeInput): Span => ({
  start: Math.min(span.start, intervals[0]?.start ?? span.start),
  end: Math.max(span.end, intervals.at(-1)?.end ?? span.end),
});

/** Shifts as a pattern would have given them. */
function patternShifts(pattern: ShiftPattern, zone: string, { start, end }: Span): ShiftSpan[] {
  const from = addDays(dateOf(start, zone), -2);
  const to = addDays(dateOf(end, zone), 2);
  return expandShifts(pattern, zone, from, to)
    .map(({ code, name, businessDate, start: begin, end: until, breaks }) => ({
      id: `${businessDate} ${code}`,
      code,
      name,
      businessDate,
      start: begin,
      end: until,
      breaks,
    }))
    .filter((shift) => shift.start < end && shift.end > start);
}

/** The machine's time under what people said and what tried rules would have filed. */
async function underRules(
  reader: Reader,
  { machineId, zone, policy }: MachineSetting,
  input: OeeInput,
  { asked, filing }: TriedRules,
): Promise<LaidInput> {
  const book = new RuleBook(asked, zone);
  const extent = extentOf(input);
  const { within, intervals, stops, held } = await measuredStops(
    reader,
    machineId,
    extent,
    input.now,
    input.runs,
  );
  const tags = new TagLookup(reader);
  const answers = new Map<StandingStop, Answer>();
  for (const stop of stops)
    answers.set(stop, book.ask(stop, await tags.around(book.tagsFor(stop), stop)));
  const { withdrawn, filed } = planFilings(
    within,
    stops,
    held,
    filing,
    (stop) => answers.get(stop) ?? null,
  );
  const gone = new Set(withdrawn);
  const classes: StopClass[] = [
    ...held.filter((said) => !gone.has(said)),
    ...filed.map(({ start, end, rule }) => ({
      id: `${start}`,
      start,
      end: end ?? Infinity,
      reasonId: rule.reasonId,
    })),
  ].sort((a, b) => a.start - b.start);
  return {
    input: { ...input, intervals: layClasses(intervals, classes) },
    policy,
    ruleNames: new Map(filed.map(({ start, rule }) => [start, rule.name])),
  };
}
