import { z } from "zod";
import type { MachineId } from "#shared/kernel/id.ts";
import { bestRates, type BestRate, type MinutePieces } from "#shared/trust/best-rate.ts";
import type { AuditedWeek, EnteredDowntime, RecodedReason } from "#shared/trust/audit-week.ts";
import { honestyOf } from "#shared/trust/honesty.ts";
import type { HonestyRow } from "#shared/trust/trust.contract.ts";
import type { KpiReport } from "#shared/oee/kpi-report.ts";
import type { OeeSums } from "#shared/oee/oee-sums.ts";
import type { StateInterval } from "#shared/oee/time-model.ts";
import { reasonCategory } from "#shared/stops/reason-category.ts";
import { classRecords } from "../stops/stop-class.store.ts";
import type { Reader } from "../../database/reader.ts";
import { definitionOf, kpiReportOf } from "../oee/kpi-report-of.ts";
import { knownUntil } from "../oee/known-until.ts";
import { loadOeeInput } from "../oee/load-oee-input.ts";
import { loadSetting } from "../oee/machine-setting.ts";
import type { OfMachine, Range } from "../oee/reports.ts";
import { suspectPieces } from "../oee/suspect-pieces.ts";

/** How far back a demonstrated rate is looked for. */
const demonstratedMs = 90 * 86_400_000;

/** Pieces by minute that were measured or read back, of the products asked for. */
async function bestOf(
  reader: Reader,
  machineId: MachineId,
  products: readonly string[],
  until: number,
): Promise<Map<string, BestRate>> {
  if (products.length === 0) return new Map();
  const rows: MinutePieces[] = await reader
    .selectFrom("machine_count")
    .select(["minute", "product_key as productId", "total"])
    .where("machine_id", "=", machineId)
    .where("minute", ">=", until - demonstratedMs)
    .where("minute", "<", until)
    .where("product_key", "in", products)
    .where("provenance", "in", ["measured", "back_read"])
    .where("suspect", "=", "")
    .orderBy("minute")
    .execute();
  return bestRates(rows);
}

async function measuredRows(
  reader: Reader,
  machineId: MachineId,
  { from, to }: Range,
): Promise<StateInterval[]> {
  // Intervals do not overlap: only the one that holds where the range begins may have begun before it.
  const covering = await reader
    .selectFrom("machine_interval")
    .select("starts_at")
    .where("machine_id", "=", machineId)
    .where("starts_at", "<=", from)
    .orderBy("starts_at", "desc")
    .limit(1)
    .executeTakeFirst();
  return reader
    .selectFrom("machine_interval")
    .select([
      "id",
      "starts_at as start",
      "ends_at as end",
      "state",
      "cause",
      "reason_id as reasonId",
      "provenance",
    ])
    .where("machine_id", "=", machineId)
    .where("starts_at", ">=", covering?.starts_at ?? from)
    .where("starts_at", "<", to)
    .where((where) => where.or([where("ends_at", "is", null), where("ends_at", ">", from)]))
    .orderBy("starts_at")
    .execute();
}

async function saidRows(reader: Reader, machineId: MachineId, { from, to }: Range) {
  const rows = await classRecords(reader, machineId, { start: from, end: to });
  return rows.map((row) => ({
    id: row.id,
    start: row.start,
    end: row.end,
    reasonId: row.reason_id,
    recordedAt: row.recorded_at,
    supersededAt: row.superseded_at,
    by: row.actor_name,
  }));
}

/** Planned downtime of the machine with when, and by whom, its time was last set. */
async function downtimesOf(
  reader: Reader,
  machineId: MachineId,
  { from, to }: Range,
): Promise<EnteredDowntime[]> {
  const rows = await reader
    .selectFrom("planned_downtime")
    .selectAll()
    .where("starts_at", "<", to)
    .where("ends_at", ">", from)
    .where((where) =>
      where.or([where("machine_id", "is", null), where("machine_id", "=", machineId)]),
    )
    .execute();
  const entered: EnteredDowntime[] = [];
  for (const row of rows) {
    const audits = await reader
      .selectFrom("audit_entry")
      .select(["at", "actor_name", "after"])
      .where("entity", "=", "planned_downtime")
      .where("entity_id", "=", row.id)
      .orderBy("at", "desc")
      .execute();
    const timed = audits.find(({ after }) => after !== null && /"(?:starts|ends)_at"/.test(after));
    entered.push({
      start: row.starts_at,
      end: row.ends_at,
      name: row.name,
      recordedAt: timed?.at ?? row.created_at,
      by: timed?.actor_name ?? null,
    });
  }
  return entered;
}

const recategorised = z.object({ category: reasonCategory });

/** Reasons that were put into another category since the range began. */
async function recodedReasons(reader: Reader, since: number): Promise<RecodedReason[]> {
  const rows = await reader
    .selectFrom("audit_entry")
    .select(["entity_id", "at", "actor_name", "before"])
    .where("entity", "=", "reason")
    .where("at", ">", since)
    .where("before", "is not", null)
    .where("after", "is not", null)
    .orderBy("at")
    .execute();
  return rows.flatMap(({ entity_id, at, actor_name, before }) => {
    const was = recategorised.safeParse(JSON.parse(before!)).data;
    return was === undefined
      ? []
      : [{ reasonId: entity_id, at, from: was.category, by: actor_name }];
  });
}

/** The honesty audit of one machine's week. `clock` = now, UTC milliseconds. */
export async function honesty(
  reader: Reader,
  { machineId, range }: OfMachine,
  clock = Date.now(),
): Promise<HonestyRow> {
  const setting = await loadSetting(reader, machineId);
  const now = await knownUntil(reader, clock);
  const span = { start: range.from, end: range.to };
  const input = await loadOeeInput(reader, setting, span, now);
  const products = await reader.selectFrom("product").select(["id", "code"]).execute();
  const productCodes = new Map<string, string>(products.map(({ id, code }) => [id, code]));
  const reasons = await reader.selectFrom("reason").select(["id", "name"]).execute();
  const reasonNames = new Map<string, string>(reasons.map(({ id, name }) => [id, name]));
  const suspect = await suspectPieces(reader, machineId, range);
  const made = [...new Set(input.counts.flatMap(({ productId }) => productId ?? []))];
  const week: AuditedWeek = {
    input,
    measured: await measuredRows(reader, machineId, range),
    said: await saidRows(reader, machineId, range),
    downtimes: await downtimesOf(reader, machineId, range),
    recoded: await recodedReasons(reader, range.from),
    best: await bestOf(reader, machineId, made, Math.min(range.to, now)),
    suspectPieces: suspect,
    reasonName: (id) => reasonNames.get(id) ?? "",
    productCode: (id) => productCodes.get(id) ?? "",
  };
  const { reported, strict, findings } = honestyOf(week);
  const reportOf = (sums: OeeSums): KpiReport =>
    kpiReportOf({
      range,
      now: input.now,
      sums,
      policy: setting.policy,
      definitions: [definitionOf(setting)],
      suspectPieces: suspect,
      productCodes,
    });
  return {
    machineId,
    code: setting.code,
    name: setting.name,
    reported: reportOf(reported),
    strict: reportOf(strict),
    findings: [...findings],
  };
}
