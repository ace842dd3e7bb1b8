import { hourRows, machineReport, oeeProof, plantReport } from "../modules/oee/oee.handlers.ts";

/** Operations that may take more than 10 ms: they run on reader threads, so that capture never waits for a report. */
export const heavyQueries = {
  "oee.machine": machineReport,
  "oee.hours": hourRows,
  "oee.proof": oeeProof,
  "oee.plant": plantReport,
} as const;
export type HeavyQueries = typeof heavyQueries;
