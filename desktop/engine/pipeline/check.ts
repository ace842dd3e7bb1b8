import { hourMs } from "#shared/kernel/instant.ts";
import type { MachineId } from "#shared/kernel/id.ts";
import { foldIntervals, type StoredStateFact } from "#shared/machines/fold-intervals.ts";
import { proofOf } from "#shared/oee/proof.ts";
import type { MachineIntervalRow, OeeSliceRow } from "#shared/schema/tables/fact-tables.ts";
import type { PlantDatabase } from "../database/open-database.ts";
import type { Identity } from "../identity.ts";
import { knownUntil } from "../modules/oee/known-until.ts";
import { loadOeeInput } from "../modules/oee/load-oee-input.ts";
import { loadSetting, type MachineSetting } from "../modules/oee/machine-setting.ts";
import { computeSlices } from "./4-oee.ts";
import { clockHours } from "./cut-slices.ts";
import { wrongDays, wrongLosses } from "../losses/check-losses.ts";
import { StaleSlices } from "./stale-slices.ts";

/** Something that is not as it must be. */
export interface Finding {
  readonly code:
    | "file_damaged"
    | "foreign_key"
    | "interval_gap"
    | "interval_overlap"
    | "interval_not_folded"
    | "slice_wrong"
    | "slice_missing"
    | "loss_wrong"
    | "balance";
  /** File or machine it was found in. */
  readonly where: string;
  readonly detail: string;
}

/** Slices are compared a day at a time. */
const pieceMs = 24 * hourMs;

const at = (instant: number | null): string =>
  instant === null ? "open" : new Date(instant).toISOString();

/**
 * Checks both files and every derived row against what it is derived from: intervals against the fold of the events,
 * slices against sums computed again, planned time against the sum of its classes. Reads only; [] = all is whole.
 */
export async function check(database: PlantDatabase, identity: Identity): Promise<Finding[]> {
  const findings = checkFiles(database);
  const machines = await database.reader
    .selectFrom("machine")
    .select("id")
    .orderBy("code")
    .execute();
  for (const { id } of machines) {
    const setting = await loadSetting(database.reader, id);
    findings.push(...checkIntervals(database, id, setting.code));
    findings.push(...(await checkSlices(database, identity, setting)));
  }
  return findings;
}

function checkFiles({ raw }: PlantDatabase): Finding[] {
  return (["main", "historian"] as const).flatMap((file): Finding[] => {
    const integrity = raw.pragma(`${file}.integrity_check`) as { integrity_check: string }[];
    const keys = raw.pragma(`${file}.foreign_key_check`) as {
      table: string;
      rowid: number | null;
    }[];
    return [
      ...integrity
        .filter((row) => row.integrity_check !== "ok")
        .map((row) => ({
          code: "file_damaged" as const,
          where: file,
          detail: row.integrity_check,
        })),
      ...keys.map((row) => ({
        code: "foreign_key" as const,
        where: file,
        detail: `${row.table} row ${row.rowid}`,
      })),
    ];
  });
}

function checkIntervals({ raw }: PlantDatabase, machineId: MachineId, where: string): Finding[] {
  const stored = raw
    .prepare<[MachineId], MachineIntervalRow>(
      "select * from machine_interval where machine_id = ? order by starts_at",
    )
    .all(machineId);
  const findings = stored.slice(1).flatMap((interval, i): Finding[] => {
    const before = stored[i]!.ends_at;
    if (before === interval.starts_at) return [];
    const code =
      before === null || before > interval.starts_at ? "interval_overlap" : "interval_gap";
    return [{ code, where, detail: `${at(before)} to ${at(interval.starts_at)}` }];
  });

  const facts = raw
    .prepare<[MachineId], StoredStateFact>(
      `select id, at, state, cause, reason_code as reasonCode, provenance from machine_event where machine_id = ?`,
    )
    .all(machineId);
  const folded = foldIntervals(facts);
  for (let i = 0; i < Math.max(folded.length, stored.length); i++) {
    const [want, have] = [folded[i], stored[i]];
    const isSame =
      want !== undefined &&
      have !== undefined &&
      want.id === have.id &&
      want.start === have.starts_at &&
      want.end === have.ends_at &&
      want.state === have.state &&
      want.cause === have.cause &&
      want.provenance === have.provenance;
    if (isSame) continue;
    const detail = `from ${at(want?.start ?? have!.starts_at)} on the intervals are not the fold of the events`;
    return [...findings, { code: "interval_not_folded", where, detail }];
  }
  return findings;
}

async function checkSlices(
  database: PlantDatabase,
  identity: Identity,
  setting: MachineSetting,
): Promise<Finding[]> {
  const { machineId, code: where } = setting;
  const findings: Finding[] = [];
  const stored = database.raw
    .prepare<[MachineId], OeeSliceRow>(
      "select * from oee_slice where machine_id = ? order by starts_at",
    )
    .all(machineId);
  if (stored.length === 0) return findings;
  const now = await knownUntil(database.reader, identity.now());
  const stale = new StaleSlices(database.raw).of(machineId);
  // What still waits to be computed, and the hour that runs, may differ; the rest must not.
  const isSettled = (slice: { start: number; end: number }) =>
    slice.end <= now && (stale === null || slice.end <= stale.start || slice.start >= stale.end);
  const byStart = new Map(stored.map((row) => [row.starts_at, row]));
  const until = stored.at(-1)!.ends_at;
  for (let from = stored[0]!.starts_at; from < until; from += pieceMs) {
    const span = { start: from, end: Math.min(from + pieceMs, until) };
    const hours = clockHours(span, setting.zone);
    const slices = (await computeSlices(database, setting, hours, now)).filter(isSettled);
    for (const start of await wrongLosses(database, machineId, slices))
      findings.push({ code: "loss_wrong", where, detail: `slice of ${at(start)}` });
    for (const slice of slices) {
      const row = byStart.get(slice.start);
      if (row === undefined) {
        findings.push({ code: "slice_missing", where, detail: at(slice.start) });
      } else if (
        row.ends_at !== slice.end ||
        row.sums !== slice.sums ||
        row.shift_instance_id !== slice.shiftId
      ) {
        findings.push({
          code: "slice_wrong",
          where,
          detail: `${at(slice.start)} to ${at(slice.end)}`,
        });
      }
    }
    const { balance } = proofOf(
      await loadOeeInput(database.reader, setting, span, now),
      setting.sources,
    );
    if (balance.remainderMs !== 0) {
      findings.push({
        code: "balance",
        where,
        detail: `${at(span.start)}: ${balance.remainderMs} ms are left over`,
      });
    }
  }
  for (const start of wrongDays(database, machineId))
    findings.push({ code: "loss_wrong", where, detail: `day of ${at(start)}` });
  return findings;
}
