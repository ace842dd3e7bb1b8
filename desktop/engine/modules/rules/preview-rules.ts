import type { MachineId } from "#shared/kernel/id.ts";
import type { Span } from "#shared/kernel/span.ts";
import { kpisOf } from "#shared/oee/kpis.ts";
import type { KpiPolicy } from "#shared/oee/kpi-policy.ts";
import { sumUp, type OeeSums } from "#shared/oee/oee-sums.ts";
import { rollUp } from "#shared/oee/roll-up.ts";
import { timeAndPieces } from "#shared/oee/time-and-pieces.ts";
import { changedStops, changedTime, Moves } from "#shared/rules/compare-time.ts";
import {
  mostChangedStops,
  type ChangedStop,
  type PreviewChange,
  type PreviewFactors,
  type PreviewResult,
} from "#shared/rules/preview-change.ts";
import { standingStops } from "#shared/rules/standing-stop.ts";
import { kpiPolicy } from "#shared/oee/kpi-policy.ts";
import type { NamedReason } from "#shared/stops/stop-row.ts";
import type { Reader } from "../../database/reader.ts";
import { knownUntil } from "../oee/known-until.ts";
import { loadOeeInput } from "../oee/load-oee-input.ts";
import { loadSetting } from "../oee/machine-setting.ts";
import { thePlant } from "../plant/plant.store.ts";
import { changeLayer, machinesOf } from "./lay-change.ts";
import { namedReasons } from "./rule.store.ts";

export interface PreviewWish {
  readonly change: PreviewChange;
  readonly weeks: number;
}

const weekMs = 7 * 86_400_000;

const factorsOf = (sums: OeeSums, policy: KpiPolicy): PreviewFactors => {
  const { availability, effectiveness, quality, oee } = kpisOf(sums, policy).figures;
  return { availability, effectiveness, quality, oee };
};

/**
 * Computes the last weeks of every machine a change touches twice, as they stand and with the change laid over them,
 * by the code that computes every other figure. Reads only.
 *
 * @param clock now, UTC milliseconds
 * @param tell hears the share that is done, 0..1
 */
export async function previewRules(
  reader: Reader,
  { change, weeks }: PreviewWish,
  clock: number,
  tell: (share: number) => void,
): Promise<PreviewResult> {
  const begun = performance.now();
  const to = await knownUntil(reader, clock);
  const span = { start: to - weeks * weekMs, end: to };
  const reasons = await namedReasons(reader);
  const layOver = await changeLayer(reader, change);
  const active = await reader
    .selectFrom("machine")
    .select(["id", "shift_pattern_id as patternId"])
    .where("is_active", "=", 1)
    .orderBy("code")
    .execute();
  const machineIds = machinesOf(change, active);

  const machines: PreviewResult["machines"] = [];
  const moves = new Moves();
  const sums: { before: OeeSums; after: OeeSums }[] = [];
  let stops: ChangedStop[] = [];
  let stopCount = 0;
  let stopsLookedAt = 0;
  for (const [done, machineId] of machineIds.entries()) {
    tell(done / machineIds.length);
    const one = await previewMachine(reader, machineId, span, to, layOver, reasons);
    machines.push({ ...one.row, changedStops: one.stops.length });
    moves.add(one.changed, one.changedStops);
    sums.push(one.sums);
    stopCount += one.stops.length;
    stopsLookedAt += one.stopsLookedAt;
    stops = [...stops, ...one.stops]
      .sort((a, b) => b.changedMs - a.changedMs)
      .slice(0, mostChangedStops);
  }
  const policy = kpiPolicy.parse(JSON.parse((await thePlant(reader)).policy));
  const named = (id: string | null): NamedReason | null =>
    id === null ? null : (reasons.get(id) ?? null);
  return {
    from: span.start,
    to,
    plant: {
      before: factorsOf(rollUp(sums.map(({ before }) => before)), policy),
      after: factorsOf(rollUp(sums.map(({ after }) => after)), policy),
    },
    machines,
    classMoves: moves.classes(),
    reasonMoves: moves.reasons().map(({ from, to: into, ms, stops: count }) => ({
      from: named(from),
      to: named(into),
      ms,
      stops: count,
    })),
    stops,
    stopCount,
    stopsLookedAt,
    computedInMs: Math.round(performance.now() - begun),
  };
}

/** From the first fact of a machine on: before it there is nothing that could have been otherwise. */
async function knownPart(
  reader: Reader,
  machineId: MachineId,
  { start, end }: Span,
): Promise<Span> {
  const first = await reader
    .selectFrom("machine_interval")
    .select((build) => build.fn.min("starts_at").as("at"))
    .where("machine_id", "=", machineId)
    .executeTakeFirst();
  return { start: Math.min(end, Math.max(start, first?.at ?? end)), end };
}

async function previewMachine(
  reader: Reader,
  machineId: MachineId,
  range: Span,
  now: number,
  layOver: Awaited<ReturnType<typeof changeLayer>>,
  reasons: ReadonlyMap<string, NamedReason>,
) {
  const setting = await loadSetting(reader, machineId);
  const input = await loadOeeInput(reader, setting, await knownPart(reader, machineId, range), now);
  const { span } = input;
  const laid = await layOver(setting, input);
  const before = timeAndPieces(input);
  const after = timeAndPieces(laid.input);
  const changed = changedTime(before.spans, after.spans);
  const standing = standingStops(machineId, input.intervals, input.runs, now);
  const ofStops = changedStops(changed, standing);
  const sums = { before: sumUp(before), after: sumUp(after) };
  const named = (id: string | null) => (id === null ? null : (reasons.get(id) ?? null));
  const stops = ofStops.map((stop): ChangedStop => {
    const { main } = stop;
    return {
      machineId,
      machineCode: setting.code,
      machineName: setting.name,
      start: stop.start,
      end: stop.end,
      changedMs: stop.changedMs,
      cause: main.before.cause,
      before: { timeClass: main.before.class, reason: named(main.before.reasonId) },
      after: {
        timeClass: main.after.class,
        reason: named(main.after.reasonId),
        ruleName: laid.ruleNames.get(stop.start) ?? null,
      },
    };
  });
  return {
    row: {
      machineId,
      code: setting.code,
      name: setting.name,
      before: factorsOf(sums.before, setting.policy),
      after: factorsOf(sums.after, laid.policy),
      changedMs: changed.reduce((all, { start, end }) => all + end - start, 0),
    },
    sums,
    changed,
    changedStops: ofStops,
    stops,
    stopsLookedAt: standing.filter((stop) => stop.end > span.start && stop.start < span.end).length,
  };
}
