import type { MachineId } from "#shared/kernel/id.ts";
import { kpiPolicy } from "#shared/oee/kpi-policy.ts";
import type { KpiReport } from "#shared/oee/kpi-report.ts";
import type { OeeProof } from "#shared/oee/oee-proof.ts";
import { sumsOf, sumUp } from "#shared/oee/oee-sums.ts";
import { proofOf } from "#shared/oee/proof.ts";
import { rollUp } from "#shared/oee/roll-up.ts";
import type { OeeInput } from "#shared/oee/time-model.ts";
import type { Reader } from "../../database/reader.ts";
import { thePlant } from "../plant/plant.store.ts";
import { definitionOf, kpiReportOf } from "./kpi-report-of.ts";
import { knownUntil } from "./known-until.ts";
import { loadOeeInput } from "./load-oee-input.ts";
import { loadSetting, type MachineSetting } from "./machine-setting.ts";
import { suspectPieces } from "./suspect-pieces.ts";

export interface Range {
  readonly from: number;
  readonly to: number;
}

export interface OfMachine {
  readonly machineId: MachineId;
  readonly range: Range;
}

async function productCodes(reader: Reader): Promise<ReadonlyMap<string, string>> {
  const rows = await reader.selectFrom("product").select(["id", "code"]).execute();
  return new Map(rows.map(({ id, code }) => [id, code]));
}

/** What a machine's figures of a range are made of. `clock` = now, UTC milliseconds. */
export async function loadOf(
  reader: Reader,
  { machineId, range }: OfMachine,
  clock = Date.now(),
): Promise<{ setting: MachineSetting; input: OeeInput }> {
  const setting = await loadSetting(reader, machineId);
  const now = await knownUntil(reader, clock);
  return {
    setting,
    input: await loadOeeInput(reader, setting, { start: range.from, end: range.to }, now),
  };
}

/** Every KPI of a machine over a range. `clock` = now, UTC milliseconds. */
export async function machineReport(
  reader: Reader,
  of: OfMachine,
  clock = Date.now(),
): Promise<KpiReport> {
  const { setting, input } = await loadOf(reader, of, clock);
  return kpiReportOf({
    range: of.range,
    now: input.now,
    sums: sumsOf(input),
    policy: setting.policy,
    definitions: [definitionOf(setting)],
    suspectPieces: await suspectPieces(reader, of.machineId, of.range),
    productCodes: await productCodes(reader),
  });
}

/** The intervals and pieces that made the figures, and the balance that proves none is missing. */
export async function oeeProof(
  reader: Reader,
  of: OfMachine,
  clock = Date.now(),
): Promise<OeeProof> {
  const { setting, input } = await loadOf(reader, of, clock);
  const proof = proofOf(input, setting.sources);
  const codes = await productCodes(reader);
  const codeOf = (id: string | null) => (id === null ? null : (codes.get(id) ?? null));
  const reasons = await reader.selectFrom("reason").select(["id", "name"]).execute();
  const reasonNames = new Map<string, string>(reasons.map(({ id, name }) => [id, name]));
  const shiftNames = new Map(input.shifts.map(({ id, name }) => [id, name]));
  return {
    machineCode: setting.code,
    machineName: setting.name,
    report: kpiReportOf({
      range: of.range,
      now: input.now,
      sums: sumUp(proof),
      policy: setting.policy,
      definitions: [proof.definition],
      suspectPieces: await suspectPieces(reader, of.machineId, of.range),
      productCodes: codes,
    }),
    spans: proof.spans.map((span) => ({
      start: span.start,
      end: span.end,
      timeClass: span.class,
      state: span.state,
      cause: span.cause,
      reasonName: span.reasonId === null ? null : (reasonNames.get(span.reasonId) ?? null),
      provenance: span.provenance ?? "measured",
      productCode: codeOf(span.productId),
      shiftName: span.shiftId === null ? null : (shiftNames.get(span.shiftId) ?? null),
      breakName: span.breakName,
      wholeMs: span.stop?.elapsedMs ?? span.end - span.start,
    })),
    counts: proof.counts.map((count) => ({
      start: count.start,
      end: count.end,
      timeClass: count.class,
      productCode: codeOf(count.productId),
      total: count.total,
      good: count.total - count.reject,
      reject: count.reject,
      provenance: count.provenance,
      cycleUs: count.ideal?.cycleUs ?? null,
      cavities: count.ideal?.cavities ?? null,
    })),
    balance: {
      plannedMs: proof.balance.plannedMs,
      accountedMs: proof.balance.accountedMs,
      remainderMs: proof.balance.remainderMs,
    },
  };
}

/** The plant as the sum of its active machines: numerators and denominators are added, then divided once. */
export async function plantReport(
  reader: Reader,
  { range }: { range: Range },
  clock = Date.now(),
): Promise<KpiReport> {
  const plant = await thePlant(reader);
  const machines = await reader
    .selectFrom("machine")
    .select("id")
    .where("is_active", "=", 1)
    .orderBy("code")
    .execute();
  const parts = [];
  for (const { id: machineId } of machines) {
    const { setting, input } = await loadOf(reader, { machineId, range }, clock);
    parts.push({
      sums: sumsOf(input),
      definition: definitionOf(setting),
      suspect: await suspectPieces(reader, machineId, range),
    });
  }
  return kpiReportOf({
    range,
    now: await knownUntil(reader, clock),
    sums: rollUp(parts.map(({ sums }) => sums)),
    policy: kpiPolicy.parse(JSON.parse(plant.policy)),
    definitions: parts.map(({ definition }) => definition),
    suspectPieces: parts.reduce((sum, { suspect }) => sum + suspect, 0),
    productCodes: await productCodes(reader),
  });
}
