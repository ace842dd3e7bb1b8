import { kpisOf } from "../oee/kpis.ts";
import { sumsOf, sumUp, type OeeSums } from "../oee/oee-sums.ts";
import { timeAndPieces } from "../oee/time-and-pieces.ts";
import type { OeeInput } from "../oee/time-model.ts";
import type { AuditedWeek } from "./audit-week.ts";
import type { Finding } from "./finding.ts";
import {
  changeoversAsPlanned,
  downtimeAfterTheFact,
  plannedAfterTheFact,
  slowIdealCycles,
  suspectPieces,
  unclassifiedShare,
  unknownShare,
  valuesAboveOne,
  workedBreaks,
  type Found,
} from "./honesty-findings.ts";

/** Evidence sent with a finding; the rest is counted. */
const mostEvidence = 50;

/** Undone in this order: what was planned is given back before what was worked in it. */
const audits = [
  slowIdealCycles,
  downtimeAfterTheFact,
  plannedAfterTheFact,
  changeoversAsPlanned,
  workedBreaks,
  valuesAboveOne,
  unknownShare,
  unclassifiedShare,
  suspectPieces,
] as const;

export interface Honesty {
  readonly reported: OeeSums;
  /** With every finding undone that can be. */
  readonly strict: OeeSums;
  readonly findings: readonly Finding[];
}

const oeeOf = (input: OeeInput): number | null =>
  kpisOf(sumsOf(input), input.policy).figures.oee.value;

/** Audits a machine's week: what flatters its OEE, how much each finding does, and what is left without all of them. */
export function honestyOf(week: AuditedWeek): Honesty {
  const { input } = week;
  const parts = timeAndPieces(input);
  const found = audits.flatMap((audit): Found[] => {
    const one = audit(week, parts);
    return one === null ? [] : [one];
  });
  const reported = sumUp(parts);
  const oee = kpisOf(reported, input.policy).figures.oee.value;
  const strict = found.reduce((undone, { undo }) => undo?.(undone) ?? undone, input);
  return {
    reported,
    strict: strict === input ? reported : sumsOf(strict),
    findings: found.map(({ undo, evidence, ...finding }): Finding => {
      const without = undo === null ? null : oeeOf(undo(input));
      return {
        ...finding,
        oee: without === oee ? null : without,
        evidence: evidence.slice(0, mostEvidence),
        more: Math.max(0, evidence.length - mostEvidence),
      };
    }),
  };
}
