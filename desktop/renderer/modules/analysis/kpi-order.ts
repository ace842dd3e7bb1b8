import { proofFactors } from "../oee/FactorButtons.tsx";
import { kpiCodes, type KpiCode } from "#shared/oee/kpi-report.ts";

const isFactor = (code: KpiCode): boolean => proofFactors.some((factor) => factor === code);

/** Every ratio in the order people read them: OEE and its factors first. */
export const kpiOrder: readonly KpiCode[] = [
  ...proofFactors,
  ...kpiCodes.filter((code) => !isFactor(code)),
];
