import type { MachineId, ShiftInstanceId } from "#shared/kernel/id.ts";
import { minuteMs } from "#shared/kernel/instant.ts";
import { Refusal } from "#shared/kernel/refusal.ts";
import type {
  HandoverFacts,
  HandoverMachine,
  HandoverShift,
} from "#shared/handover/handover-facts.ts";
import { lossesOfShift } from "#shared/handover/losses-of-shift.ts";
import { rateWithin } from "#shared/handover/rate-now.ts";
import { classifyTime } from "#shared/oee/classify-time.ts";
import { kpiPolicy } from "#shared/oee/kpi-policy.ts";
import { kpisOf } from "#shared/oee/kpis.ts";
import { sumUp } from "#shared/oee/oee-sums.ts";
import { rollUp } from "#shared/oee/roll-up.ts";
import { timeAndPieces } from "#shared/oee/time-and-pieces.ts";
import { unclassifiedOf } from "#shared/stops/unclassified.ts";
import type { Reader } from "../../database/reader.ts";
import { definitionOf, kpiReportOf } from "../oee/kpi-report-of.ts";
import { knownUntil } from "../oee/known-until.ts";
import { loadOeeInput } from "../oee/load-oee-input.ts";
import { loadSetting } from "../oee/machine-setting.ts";
import { suspectPieces } from "../oee/suspect-pieces.ts";
import { thePlant } from "../plant/plant.store.ts";

/** Whether a machine is back to rate is judged by this much time before the end. */
const rateWindowMs = 30 * minuteMs;

const mostLosses = 8;

/** @throws Refusal NOT_FOUND when there is no such shift */
export async function shiftOf(
  reader: Reader,
  shiftId: ShiftInstanceId,
): Promise<HandoverShift & { patternId: string }> {
  const row = await reader
    .selectFrom("shift_instance")
    .innerJoin("shift_pattern", "shift_pattern.id", "shift_instance.pattern_id")
    .select([
      "shift_instance.id",
      "shift_instance.code",
      "shift_instance.name",
      "shift_pattern.name as patternName",
      "shift_instance.business_date as businessDate",
      "shift_instance.starts_at as start",
      "shift_instance.ends_at as end",
      "shift_instance.crew",
      "shift_instance.pattern_id as patternId",
    ])
    .where("shift_instance.id", "=", shiftId)
    .executeTakeFirst();
  if (!row) throw new Refusal("NOT_FOUND", { entity: "shift_instance", id: shiftId });
  return row;
}

/** The calls that are open at the end of the shift, of its machines. */
async function openCalls(reader: Reader, machineIds: readonly MachineId[], until: number) {
  if (machineIds.length === 0) return [];
  const rows = await reader
    .selectFrom("andon_call")
    .innerJoin("machine", "machine.id", "andon_call.machine_id")
    .select([
      "machine.code as machineCode",
      "andon_call.kind",
      "andon_call.opened_at as openedAt",
      "andon_call.note",
      "andon_call.acknowledged_at as acknowledgedAt",
    ])
    .where("andon_call.machine_id", "in", [...machineIds])
    .where("andon_call.opened_at", "<", until)
    .where((build) =>
      build.or([
        build("andon_call.closed_at", "is", null),
        build("andon_call.closed_at", ">", until),
      ]),
    )
    .orderBy("andon_call.opened_at")
    .execute();
  return rows.map(({ acknowledgedAt, ...call }) => ({
    ...call,
    isAcknowledged: acknowledgedAt !== null,
  }));
}

/**
 * Puts the facts of a shift together, from what is known at `clock`: figures by sums, the largest losses, what stands,
 * what is not classified, and which machines are not back to rate. A shift that still runs is told up to now.
 */
export async function draftFacts(
  reader: Reader,
  shiftId: ShiftInstanceId,
  clock: number,
): Promise<HandoverFacts> {
  const { patternId, ...shift } = await shiftOf(reader, shiftId);
  const plant = await thePlant(reader);
  const now = await knownUntil(reader, clock);
  const span = { start: shift.start, end: shift.end };
  const until = Math.max(span.start, Math.min(span.end, now));
  const reasons = await reader.selectFrom("reason").select(["id", "name", "category"]).execute();
  const reasonOf = new Map<string, (typeof reasons)[number]>(reasons.map((row) => [row.id, row]));
  const products = await reader.selectFrom("product").select(["id", "code"]).execute();
  const productCodes = new Map<string, string>(products.map(({ id, code }) => [id, code]));
  const machines = await reader
    .selectFrom("machine")
    .select("id")
    .where("shift_pattern_id", "=", patternId as never)
    .where("is_active", "=", 1)
    .orderBy("code")
    .execute();

  const parts = [];
  for (const { id } of machines) {
    const setting = await loadSetting(reader, id);
    const input = await loadOeeInput(reader, setting, span, now);
    const { spans, counts, preliminary } = timeAndPieces(input);
    const sums = sumUp({ spans, counts, preliminary });
    const { figures, coverage } = kpisOf(sums, setting.policy);
    // The last moment of the shift tells how the machine is left; a stop is judged from its beginning.
    const last =
      spans.at(-1) ?? classifyTime({ ...input, span: { start: until, end: until + 1 } })[0];
    const open = unclassifiedOf(spans, span);
    const machine: HandoverMachine = {
      machineId: id,
      code: setting.code,
      name: setting.name,
      state: last?.state ?? "unknown",
      cause: last?.cause ?? null,
      reasonName: last?.reasonId == null ? null : (reasonOf.get(last.reasonId)?.name ?? null),
      since: last?.stop?.start ?? last?.start ?? until,
      productCode: last?.productId == null ? null : (productCodes.get(last.productId) ?? null),
      orderNo: last?.orderNo ?? null,
      oee: figures.oee,
      coverage,
      total: sums.pieces.total,
      good: sums.pieces.total - sums.pieces.reject,
      reject: sums.pieces.reject,
      unclassifiedMs: open.ms,
      unclassifiedStops: open.stops,
      rate: rateWithin({ start: until - rateWindowMs, end: until }, spans, counts),
      suspectPieces: await suspectPieces(reader, id, { from: span.start, to: span.end }),
    };
    parts.push({ machine, sums, spans, last, definition: definitionOf(setting) });
  }

  return {
    shift,
    draftedAt: clock,
    report: kpiReportOf({
      range: { from: span.start, to: span.end },
      now,
      sums: rollUp(parts.map(({ sums }) => sums)),
      policy: kpiPolicy.parse(JSON.parse(plant.policy)),
      definitions: parts.map(({ definition }) => definition),
      suspectPieces: parts.reduce((sum, { machine }) => sum + machine.suspectPieces, 0),
      productCodes,
    }),
    machines: parts.map(({ machine }) => machine),
    losses: lossesOfShift(
      parts.map(({ machine, spans }) => ({ code: machine.code, spans })),
      mostLosses,
    ).map(({ reasonId, machineCodes, ...loss }) => ({
      ...loss,
      machineCodes: [...machineCodes],
      reasonName: reasonId === null ? null : (reasonOf.get(reasonId)?.name ?? null),
      category: reasonId === null ? null : (reasonOf.get(reasonId)?.category ?? null),
    })),
    openStops: parts.flatMap(({ machine, last }) =>
      last?.stop != null && last.end >= until && last.stop.end >= until
        ? {
            machineId: machine.machineId,
            machineCode: machine.code,
            start: last.stop.start,
            state: machine.state,
            cause: machine.cause,
            reasonName: machine.reasonName,
          }
        : [],
    ),
    openCalls: await openCalls(
      reader,
      machines.map(({ id }) => id),
      until,
    ),
    unclassifiedMs: parts.reduce((sum, { machine }) => sum + machine.unclassifiedMs, 0),
    unclassifiedStops: parts.reduce((sum, { machine }) => sum + machine.unclassifiedStops, 0),
  };
}
