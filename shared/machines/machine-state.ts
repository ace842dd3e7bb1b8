import { z } from "zod";

/**
 * What a machine does at an instant, as far as its signals tell. Exactly one at any time; `unknown` means no
 * trustworthy reading (bad quality, silence, lost link) and is never shown or counted as running or idle.
 * The time-model class (APT, ADET, …) follows from this, the shift calendar and the order in shared/oee.
 */
export const machineStates = [
  "running",
  "setup",
  "stopped",
  "down",
  "external",
  "idle",
  "maintenance",
  "planned",
  "unknown",
] as const;

export const machineState = z.enum(machineStates);
export type MachineState = z.infer<typeof machineState>;

/**
 * How we came to know a fact (the link-loss ledger prints the shares).
 * `reconstructed`: from a counter difference over a gap; `back_read`: from the server's history; `typed`: by a person.
 */
export const provenances = ["measured", "reconstructed", "back_read", "typed"] as const;
export const provenance = z.enum(provenances);
export type Provenance = z.infer<typeof provenance>;
