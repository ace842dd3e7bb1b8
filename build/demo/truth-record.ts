import { z } from "zod";
import { machineState } from "#shared/machines/machine-state.ts";

/** Instants of the truth file are wall-clock UTC milliseconds, also when simulated time runs faster. */
const at = z.int();
const machine = z.string();

/** The machine changed: what it does from `at` on. */
export const stateTruth = z.strictObject({
  at,
  machine,
  state: machineState,
  cause: z.string().nullable(),
  product: z.string().nullable(),
});

/** Pieces, good and rejected, made up to and including `at`; `step` pieces are made at once. */
export const countTruth = z.strictObject({
  at,
  machine,
  total: z.int(),
  reject: z.int(),
  step: z.int().min(1),
});

/** The machine's line went off the network or came back. */
export const linkTruth = z.strictObject({ at, machine, link: z.enum(["lost", "live"]) });

/** The demo plant was started or stopped in good order. */
export const processTruth = z.strictObject({
  at,
  demo: z.enum(["started", "stopped"]),
  seed: z.int(),
  speed: z.number(),
});

/** One line of the truth file. */
export const truthRecord = z.union([stateTruth, countTruth, linkTruth, processTruth]);
export type TruthRecord = z.infer<typeof truthRecord>;
export type CountTruth = z.infer<typeof countTruth>;
