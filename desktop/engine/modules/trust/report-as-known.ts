import type { MachineId } from "#shared/kernel/id.ts";
import type { KpiReport } from "#shared/oee/kpi-report.ts";
import type { OeeProof } from "#shared/oee/oee-proof.ts";
import type { Reader } from "../../database/reader.ts";
import { machineReport, oeeProof, plantReport, type Range } from "../oee/reports.ts";
import { plantAsKnown, type KnownWish } from "./plant-as-known.ts";

/** Asks something of the plant as it stood. */
export async function withKnown<Output>(
  reader: Reader,
  wish: KnownWish,
  ask: (then: Reader) => Promise<Output>,
): Promise<Output> {
  const scratch = await plantAsKnown(reader, wish);
  try {
    return await ask(scratch.reader);
  } finally {
    scratch.close();
  }
}

/**
 * The report of a range as it stood at an instant: settings, calendar, states, classes, runs and pieces as they were recorded
 * by then, to the digit.
 *
 * @param machineId null = all machines active then, as one sum
 * @param knownAt recorded time, UTC milliseconds
 * @param knownUntil `now` of the report that was made then, where it is at hand
 * @throws Refusal NOT_FOUND when the machine did not exist then
 */
export const reportAsKnown = (
  reader: Reader,
  machineId: MachineId | null,
  range: Range,
  knownAt: number,
  knownUntil?: number,
): Promise<KpiReport> =>
  withKnown(
    reader,
    { machineId, range, knownAt, ...(knownUntil !== undefined && { knownUntil }) },
    (then) =>
      machineId === null
        ? plantReport(then, { range }, knownAt)
        : machineReport(then, { machineId, range }, knownAt),
  );

/** The proof of a machine's figures as they stood at an instant. */
export const proofAsKnown = (
  reader: Reader,
  machineId: MachineId,
  range: Range,
  knownAt: number,
  knownUntil?: number,
): Promise<OeeProof> =>
  withKnown(
    reader,
    { machineId, range, knownAt, ...(knownUntil !== undefined && { knownUntil }) },
    (then) => oeeProof(then, { machineId, range }, knownAt),
  );
