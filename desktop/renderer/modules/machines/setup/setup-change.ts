import type { Id } from "#shared/kernel/id.ts";
import type { MachineRow } from "#shared/machines/machines.contract.ts";
import type { KpiPolicy } from "#shared/oee/kpi-policy.ts";
import type { PreviewChange } from "#shared/rules/preview-change.ts";
import { limitMs, type MachineValues } from "./machine-values.ts";

/**
 * What of a machine's form changes how its past would be judged; null = nothing of it.
 * @param policy of the plant: its limits hold where the machine has none
 */
export function setupChange(
  machine: MachineRow,
  values: Pick<MachineValues, "minorStop" | "minimumRun" | "shiftPatternId">,
  policy: KpiPolicy,
): PreviewChange | null {
  const minorStopMs = limitMs(values.minorStop);
  const minimumRunMs = limitMs(values.minimumRun);
  const patternId = values.shiftPatternId as Id<"shift-pattern"> | null;
  const changed = {
    ...(minorStopMs !== machine.minorStopMs && { minorStopMs: minorStopMs ?? policy.minorStopMs }),
    ...(minimumRunMs !== machine.minimumRunMs && {
      minimumRunMs: minimumRunMs ?? policy.minimumRunMs,
    }),
    ...(patternId !== machine.shiftPatternId && { patternId }),
  };
  if (Object.keys(changed).length === 0) return null;
  return { kind: "machine_setup", machineIds: [machine.id as Id<"machine">], ...changed };
}
