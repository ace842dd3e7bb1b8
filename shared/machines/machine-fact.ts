import { z } from "zod";
import { instant } from "../kernel/instant.ts";
import { machineState, provenance } from "./machine-state.ts";

/** The state of a machine from `at` until the next state fact. */
export const stateFact = z.object({
  kind: z.literal("state"),
  at: instant,
  state: machineState,
  /** What the machine says about it: a PackML state name, an alarm text, a link-loss cause. */
  cause: z.string().nullable(),
  reasonCode: z.string().nullable(),
  provenance,
});

/** Pieces made in `[from, to)`: a counter difference. `suspect` facts wait for a decision and count nowhere. */
export const countFact = z.object({
  kind: z.literal("count"),
  from: instant,
  to: instant,
  total: z.int(),
  reject: z.int(),
  /** Pieces that are completed together (cavities of a cycle counter); absent = one by one. */
  together: z.int().min(1).optional(),
  provenance,
  suspect: z.string().nullable(),
});

/** Energy drawn in `[from, to)`: a difference of the meter, in whole milliwatt-hours. */
export const energyFact = z.object({
  kind: z.literal("energy"),
  from: instant,
  to: instant,
  energyMwh: z.int().min(0),
  provenance,
});

/** The product or order the machine works on from `at` on; null = none. */
export const runFact = z.object({
  kind: z.literal("run"),
  at: instant,
  productCode: z.string().nullable(),
  orderNo: z.string().nullable(),
});

/** What the signal rules make of samples: the stored events of the pipeline. */
export const machineFact = z.discriminatedUnion("kind", [
  stateFact,
  countFact,
  energyFact,
  runFact,
]);
export type MachineFact = z.infer<typeof machineFact>;
export type StateFact = z.infer<typeof stateFact>;
export type CountedFact = z.infer<typeof countFact>;
export type EnergyFact = z.infer<typeof energyFact>;
export type RunFact = z.infer<typeof runFact>;
