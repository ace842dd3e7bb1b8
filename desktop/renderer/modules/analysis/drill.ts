import type { LossFilter } from "#shared/analysis/analysis-filter.ts";
import { paretoGroup, type ParetoGroup } from "#shared/analysis/pareto-report.ts";

/** One step down into a Pareto: one line of one ranking. */
export interface DrillStep {
  readonly by: ParetoGroup;
  /** Id or code of the line; `""` = none was given. */
  readonly key: string;
}

/** `reason:0198…`, as the address keeps it. */
export const drillText = ({ by, key }: DrillStep): string => `${by}:${key}`;

/** The steps in an address; what is none is left out. */
export const drillSteps = (path: readonly string[]): DrillStep[] =>
  path.flatMap((text): DrillStep[] => {
    const at = text.indexOf(":");
    const by = paretoGroup.safeParse(text.slice(0, at));
    return at > 0 && by.success ? [{ by: by.data, key: text.slice(at + 1) }] : [];
  });

/** The filter of a Pareto after the steps: each narrows what the one before it left. */
export function drilled(filter: LossFilter, steps: readonly DrillStep[]): LossFilter {
  let narrowed = filter;
  for (const { by, key } of steps) {
    switch (by) {
      case "reason":
        narrowed = { ...narrowed, reasonIds: [key] };
        break;
      case "category":
        narrowed = { ...narrowed, categories: [key as never] };
        break;
      case "loss":
        narrowed = { ...narrowed, losses: [key as never] };
        break;
      case "machine":
        narrowed = { ...narrowed, machineIds: [key as never] };
        break;
      case "product":
        narrowed = { ...narrowed, productCodes: [key] };
        break;
      case "shift":
        narrowed = { ...narrowed, shiftCodes: [key] };
        break;
      case "crew":
        narrowed = { ...narrowed, crew: key };
        break;
      default:
        by satisfies never;
    }
  }
  return narrowed;
}

/** The usual way down: why, where, at what, when, and then the seconds themselves. */
const wayDown: readonly ParetoGroup[] = ["reason", "machine", "product", "shift"];

/** What to rank by after these steps; `stops` when there is nothing left to rank. */
export function nextGroup(steps: readonly DrillStep[]): ParetoGroup | "stops" {
  const taken = new Set(steps.map(({ by }) => by));
  return wayDown.find((by) => !taken.has(by)) ?? "stops";
}
