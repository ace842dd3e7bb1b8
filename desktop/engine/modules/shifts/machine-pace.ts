import type { MachineId } from "#shared/kernel/id.ts";
import { minuteMs } from "#shared/kernel/instant.ts";
import { clip, contains } from "#shared/kernel/span.ts";
import { noPace, paceOf } from "#shared/oee/pace.ts";
import type { Pace } from "#shared/oee/pace-report.ts";
import { scheduledTime } from "#shared/oee/machine-time.ts";
import { sustainedRate, type SustainedRate } from "#shared/oee/sustained-rate.ts";
import { timeAndPieces } from "#shared/oee/time-and-pieces.ts";
import type { RunSpan } from "#shared/oee/time-model.ts";
import { piecesAimedAt } from "#shared/shifts/shift-targets.ts";
import type { PlannedShiftRow, ShiftRow } from "#shared/shifts/shifts.contract.ts";
import type { Reader } from "../../database/reader.ts";
import { knownUntil } from "../oee/known-until.ts";
import { loadOeeInput } from "../oee/load-oee-input.ts";
import { loadSetting, type MachineSetting } from "../oee/machine-setting.ts";
import { plannedShifts } from "./shift-rows.ts";

/** The best hour of a product is looked for in so many days. */
const historyDays = 14;
const historyMs = historyDays * 86_400_000;
const windowMs = 60 * minuteMs;

interface MachinePace {
  readonly shift: ShiftRow | null;
  readonly productCode: string | null;
  readonly pace: Pace;
}

/**
 * Where the machine's running shift stands and where it gets to.
 * @throws Refusal NOT_FOUND when there is no such machine
 */
export async function machinePace(
  reader: Reader,
  { machineId }: { readonly machineId: MachineId },
  clock = Date.now(),
): Promise<MachinePace> {
  const setting = await loadSetting(reader, machineId);
  const now = await knownUntil(reader, clock);
  const shift = await runningShift(reader, setting, now);
  if (shift === undefined) return { shift: null, productCode: null, pace: noPace(now, "no_shift") };

  const span = { start: shift.start, end: shift.end };
  const input = await loadOeeInput(reader, setting, span, now);
  const { spans, counts } = timeAndPieces(input);
  const left = scheduledTime(input.shifts)
    .filter(({ of }) => of.shift.id === shift.id && of.breakName === null)
    .flatMap(
      (piece) => clip({ start: piece.start, end: piece.end }, { start: now, end: span.end }) ?? [],
    );
  const run = input.runs.find((one) =>
    contains({ start: one.start, end: one.end ?? Infinity }, now),
  );
  const productId = run?.productId ?? null;
  return {
    shift,
    productCode: await productCode(reader, productId),
    pace: paceOf({
      now,
      spans,
      counts,
      left,
      shiftEnd: shift.end,
      productId,
      cycles: setting.cycles,
      targetOee: shift.targets.oee ?? setting.policy.targetOee,
      shiftTarget: piecesAimedAt(shift.targets, { asked: 1, ofShift: shift.machineCount }),
      run: run === undefined ? null : await runTarget(reader, machineId, run, now),
      best: productId === null ? nothingMade : await bestHour(reader, setting, productId, now),
      historyDays,
    }),
  };
}

const nothingMade: SustainedRate = { perMinute: null, from: null, windows: 0 };

/** The shift of the machine's pattern that runs now; a machine planned round the clock has none. */
async function runningShift(
  reader: Reader,
  { patternId }: MachineSetting,
  now: number,
): Promise<PlannedShiftRow | undefined> {
  if (patternId === null) return undefined;
  const shifts = await plannedShifts(reader, {
    by: "overlap",
    from: now,
    to: now + 1,
    patternIds: [patternId],
  });
  return shifts[0];
}

async function bestHour(
  reader: Reader,
  setting: MachineSetting,
  productId: string,
  now: number,
): Promise<SustainedRate> {
  const span = { start: now - historyMs, end: now };
  const { spans, counts } = timeAndPieces(await loadOeeInput(reader, setting, span, now));
  return sustainedRate(spans, counts, productId, windowMs);
}

/** The run's own target with all the good pieces it has so far; null where it has none. */
async function runTarget(reader: Reader, machineId: MachineId, run: RunSpan, now: number) {
  const stored = await reader
    .selectFrom("machine_run")
    .select("target")
    .where("id", "=", run.id as never)
    .executeTakeFirst();
  if (stored === undefined || stored.target === null) return null;
  const made = await reader
    .selectFrom("machine_count")
    .select((build) => [
      build.fn.sum<number | null>("total").as("total"),
      build.fn.sum<number | null>("reject").as("reject"),
    ])
    .where("machine_id", "=", machineId)
    .where("minute", ">=", run.start)
    .where("minute", "<", now)
    .where("suspect", "=", "")
    .where("product_key", "=", run.productId ?? "")
    .executeTakeFirstOrThrow();
  return { target: stored.target, good: (made.total ?? 0) - (made.reject ?? 0) };
}

async function productCode(reader: Reader, productId: string | null): Promise<string | null> {
  if (productId === null) return null;
  const row = await reader
    .selectFrom("product")
    .select("code")
    .where("id", "=", productId as never)
    .executeTakeFirst();
  return row?.code ?? null;
}
