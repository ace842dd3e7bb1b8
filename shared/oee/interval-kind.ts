import type { MachineState } from "#shared/machines/machine-state.ts";
import type { ReasonCategory } from "#shared/stops/reason-category.ts";

/**
 * What a machine interval is once the reason given for it is heard. Strongest first: where intervals overlap, the
 * stronger one has the instant (a typed breakdown beats the "running" under it, any knowledge beats `unknown`).
 */
export const intervalKinds = [
  "planned",
  "breakdown",
  "changeover",
  "stop",
  "external",
  "running",
  "idle",
  "unknown",
] as const;
export type IntervalKind = (typeof intervalKinds)[number];

export const strengthOf: Readonly<Record<IntervalKind, number>> = Object.fromEntries(
  intervalKinds.map((kind, i) => [kind, intervalKinds.length - i]),
) as Record<IntervalKind, number>;

/** Reasons that say more about the time than the machine can; the others explain a stop and leave its kind alone. */
const kindByReason: Partial<Record<ReasonCategory, IntervalKind>> = {
  planned: "planned",
  breakdown: "breakdown",
  changeover: "changeover",
  external: "external",
};

/**
 * The kind of an interval from its state and the category of its reason.
 * Reasons belong to machines that stand: running stays running, and no reason turns missing data into knowledge.
 */
export function kindOf(state: MachineState, category: ReasonCategory | null): IntervalKind {
  switch (state) {
    case "running":
    case "unknown":
    case "planned":
      return state;
    case "maintenance":
      return "planned";
    case "setup":
      return category === "planned" ? "planned" : "changeover";
    case "down":
      return byReason(category) ?? "breakdown";
    case "stopped":
      return byReason(category) ?? "stop";
    case "external":
    case "idle":
      return byReason(category) ?? state;
    default:
      return state satisfies never;
  }
}

const byReason = (category: ReasonCategory | null): IntervalKind | undefined =>
  category === null ? undefined : kindByReason[category];
