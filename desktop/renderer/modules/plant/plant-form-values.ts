import type { Language } from "#shared/kernel/language.ts";
import type { KpiPolicy } from "#shared/oee/kpi-policy.ts";
import type { PlantFacts } from "#shared/plant/plant.contract.ts";
import type { PreviewChange } from "#shared/rules/preview-change.ts";

/** The policy as people write it: seconds and percent. */
export interface PlantFormValues {
  name: string;
  language: Language;
  minorStopSeconds: number;
  minimumRunSeconds: number;
  minorStops: KpiPolicy["minorStops"];
  minimumCoveragePercent: number;
  targetOeePercent: number;
}

/** Percent of a ratio without the dust of binary fractions: 0.9 → 90, 0.855 → 85.5. */
const percentOf = (ratio: number): number => Math.round(ratio * 1e6) / 1e4;

const ratioOf = (percent: number): number => Math.round(percent * 1e4) / 1e6;

export function plantFormValues(plant: PlantFacts): PlantFormValues {
  const { policy } = plant;
  return {
    name: plant.name,
    language: plant.language,
    minorStopSeconds: policy.minorStopMs / 1_000,
    minimumRunSeconds: policy.minimumRunMs / 1_000,
    minorStops: policy.minorStops,
    minimumCoveragePercent: percentOf(policy.minimumCoverage),
    targetOeePercent: percentOf(policy.targetOee),
  };
}

export function policyOfForm(values: PlantFormValues): KpiPolicy {
  return {
    minorStopMs: Math.round(values.minorStopSeconds * 1_000),
    minimumRunMs: Math.round(values.minimumRunSeconds * 1_000),
    minorStops: values.minorStops,
    minimumCoverage: ratioOf(values.minimumCoveragePercent),
    targetOee: ratioOf(values.targetOeePercent),
  };
}

/** Form field of a path in the engine's refusal. */
export function plantFieldOf(path: string): string {
  const fields: Readonly<Record<string, keyof PlantFormValues>> = {
    "policy.minorStopMs": "minorStopSeconds",
    "policy.minimumRunMs": "minimumRunSeconds",
    "policy.minorStops": "minorStops",
    "policy.minimumCoverage": "minimumCoveragePercent",
    "policy.targetOee": "targetOeePercent",
  };
  return fields[path] ?? path;
}

/** What of the policy changes how the past would be judged; null = nothing of it. */
export function limitsChange({ policy }: PlantFacts, typed: KpiPolicy): PreviewChange | null {
  const { minorStopMs, minimumRunMs } = typed;
  if (minorStopMs === policy.minorStopMs && minimumRunMs === policy.minimumRunMs) return null;
  return { kind: "plant_limits", minorStopMs, minimumRunMs };
}
