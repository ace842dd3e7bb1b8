import { z } from "zod";
import type { DemoMachine } from "./demo-machine.ts";
import type { Phase } from "./phase.ts";

export const forcedStates = [
  "running",
  "held",
  "aborted",
  "starved",
  "setup",
  "idle",
  "maintenance",
  "offline",
] as const;
export type ForcedState = (typeof forcedStates)[number];

/** What a test may tell the demo plant, one JSON object a line on stdin or one IPC message. */
export const controlMessage = z.union([
  z.strictObject({ machine: z.string(), force: z.enum(forcedStates) }),
  z.strictObject({ machine: z.string(), release: z.literal(true) }),
]);
export type ControlMessage = z.infer<typeof controlMessage>;

/** The phase that a forced state puts in place of the schedule, on the article the machine has. */
export function forcedPhase(
  machine: DemoMachine,
  force: Exclude<ForcedState, "offline">,
  current: Phase,
): Omit<Phase, "start" | "end"> {
  const { products, breakdowns } = machine.profile;
  const product = products.find(({ code }) => code === current.product) ?? products[0];
  const { order } = current;
  const standing = { alarm: 0, product: product.code, order, cycleMs: 0, rejectShare: 0 };
  switch (force) {
    case "running":
      return { ...standing, kind: "run", cause: null, cycleMs: product.idealCycleMs };
    case "held":
      return { ...standing, kind: "micro_stop", cause: "Held" };
    case "aborted":
      return {
        ...standing,
        kind: "breakdown",
        cause: breakdowns[0].cause,
        alarm: breakdowns[0].alarm,
      };
    case "starved":
      return { ...standing, kind: "starved", cause: machine.profile.starvedCause };
    case "setup":
      return { ...standing, kind: "changeover", cause: "Changeover" };
    case "idle":
      return { ...standing, kind: "no_order", cause: "No order", product: null, order: null };
    case "maintenance":
      return { ...standing, kind: "maintenance", cause: "Planned maintenance" };
    default:
      return force satisfies never;
  }
}
