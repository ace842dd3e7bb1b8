import { addSums, emptySums, type OeeSums } from "./oee-sums.ts";

/**
 * Sums over machines, days or products. Percentages are computed from the result, never averaged: two machines with
 * planned busy time 450 and 60 min and good time 285 and 6 min have an OEE of .5706, not the mean .3667. A part
 * without planned busy time weighs nothing by itself.
 */
export const rollUp = (parts: Iterable<OeeSums>): OeeSums => [...parts].reduce(addSums, emptySums);

/** How a line's figures are made; always shown with them. */
export type LineRule =
  | { readonly by: "bottleneck"; readonly machineId: string }
  | { readonly by: "all_machines" };

/** The sums of a line by its declared rule; undefined when the declared bottleneck is not among its machines. */
export function lineSums(
  rule: LineRule,
  machines: ReadonlyMap<string, OeeSums>,
): OeeSums | undefined {
  switch (rule.by) {
    case "bottleneck":
      return machines.get(rule.machineId);
    case "all_machines":
      return rollUp(machines.values());
    default:
      return rule satisfies never;
  }
}
