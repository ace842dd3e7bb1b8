import { kpiCodes, type KpiReport } from "#shared/oee/kpi-report.ts";
import type { ClosedShift } from "#shared/trust/trust.contract.ts";
import { longestShiftMs } from "#shared/shifts/longest-shift.ts";
import type { Reader } from "../../database/reader.ts";
import { machineReport, type Range } from "../oee/reports.ts";
import { allEdits } from "./edits.ts";
import { reportAsKnown } from "./report-as-known.ts";

export interface ClosedInput {
  readonly range: Range;
  readonly limit: number;
}

/** What people read of a report: figures, times and pieces. */
const readOf = (report: KpiReport): string =>
  JSON.stringify([
    kpiCodes.map((code) => report.figures[code]),
    report.coverage,
    report.time,
    report.pieces,
  ]);

/** Signed shifts whose ground changed after the signature: figures as signed beside those of now. */
export async function closedShifts(
  reader: Reader,
  { range, limit }: ClosedInput,
  clock = Date.now(),
): Promise<{ rows: ClosedShift[]; signed: number }> {
  const signed = await reader
    .selectFrom("handover")
    .innerJoin("shift_instance", "shift_instance.id", "handover.shift_instance_id")
    .selectAll("shift_instance")
    .select(["handover.signed_at", "handover.signed_name"])
    .where("handover.signed_at", "is not", null)
    // By pattern and start, so that the index of the calendar is used.
    .where("shift_instance.pattern_id", "in", reader.selectFrom("shift_pattern").select("id"))
    .where("shift_instance.starts_at", ">", range.from - longestShiftMs)
    .where("shift_instance.starts_at", "<", range.to)
    .where("shift_instance.ends_at", ">", range.from)
    .orderBy("shift_instance.starts_at", "desc")
    .execute();
  const rows: ClosedShift[] = [];
  for (const shift of signed) {
    if (rows.length === limit) break;
    const signedAt = shift.signed_at!;
    const ofShift = { from: shift.starts_at, to: shift.ends_at };
    const machines = await reader
      .selectFrom("machine")
      .select(["id", "code", "name"])
      .where("shift_pattern_id", "=", shift.pattern_id)
      .where("is_active", "=", 1)
      .orderBy("code")
      .execute();
    const changed: ClosedShift["machines"] = [];
    for (const { id, code, name } of machines) {
      const edits = await allEdits(
        reader,
        { machineId: id, range: ofShift, since: signedAt },
        clock,
      );
      if (edits.length === 0) continue;
      const knownThen = await reportAsKnown(reader, id, ofShift, signedAt);
      const knownNow = await machineReport(reader, { machineId: id, range: ofShift }, clock);
      changed.push({
        machineId: id,
        code,
        name,
        knownThen: knownThen.figures.oee,
        knownNow: knownNow.figures.oee,
        isChanged: readOf(knownThen) !== readOf(knownNow),
        edits: edits.length,
      });
    }
    if (changed.length === 0) continue;
    rows.push({
      shiftId: shift.id,
      code: shift.code,
      name: shift.name,
      businessDate: shift.business_date,
      start: shift.starts_at,
      end: shift.ends_at,
      signedAt,
      signedBy: shift.signed_name ?? "",
      machines: changed,
    });
  }
  return { rows, signed: signed.length };
}
