import type { KpiPolicy } from "./kpi-policy.ts";

/** Where the numbers behind the formulas come from in a plant. */
export interface KpiSources {
  /** `shift_pattern`: planned time is the plant's shift calendar; `round_the_clock`: every hour is planned. */
  readonly calendar: "shift_pattern" | "round_the_clock";
  /** `dated_standard`: planned run time per product × machine, valid from a date. */
  readonly idealCycle: "dated_standard";
}

/**
 * The definition of the KPIs as canonical JSON: keys sorted, no white space. Two plants whose texts differ must not
 * be ranked against each other; its SHA-256, taken outside, travels with every figure as the definition hash.
 * What changes no figure, as the target and the coverage limit, is no part of it. Raise `formulas` when a formula or a rule of classification changes.
 */
export function kpiDefinition(policy: KpiPolicy, sources: KpiSources): string {
  return canonicalJson({
    formulas: "iso-22400-2/unison-1",
    calendar: sources.calendar,
    idealCycle: sources.idealCycle,
    minimumRunMs: policy.minimumRunMs,
    minorStopMs: policy.minorStopMs,
    minorStops: policy.minorStops,
    plannedStops: "outside_planned_busy_time",
    quality: "first_time_good",
    unknownTime: "left_out_with_coverage",
  });
}

function canonicalJson(fields: Readonly<Record<string, string | number>>): string {
  const sorted = Object.keys(fields).sort();
  return `{${sorted.map((key) => `${JSON.stringify(key)}:${JSON.stringify(fields[key])}`).join(",")}}`;
}
