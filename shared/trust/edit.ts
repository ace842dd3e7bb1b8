import { z } from "zod";

/** What of a figure's ground can change after it was told. */
export const editKinds = [
  "class",
  "typed_state",
  "late_state",
  "pieces",
  "run",
  "shift",
  "ideal_cycle",
  "reason",
  "planned_downtime",
  "machine",
  "policy",
] as const;
export const editKind = z.enum(editKinds);
export type EditKind = z.infer<typeof editKind>;

/**
 * One thing that was said, measured late, or set otherwise after an instant: who, when, and what from and to. Texts are as
 * people entered them (names, codes, numbers with their unit); null = there was none, or there is none any more.
 */
export const edit = z.object({
  kind: editKind,
  recordedAt: z.int(),
  /** Null = captured from the machine. */
  by: z.string().nullable(),
  /** Null = it holds for every machine. */
  machineId: z.string().nullable(),
  machineCode: z.string().nullable(),
  /** The time it speaks of; null = all time, as a setting does. */
  start: z.int().nullable(),
  end: z.int().nullable(),
  /** What was changed: a product's code, a reason's name, a column of a setting. */
  subject: z.string(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  note: z.string(),
});
export type Edit = z.infer<typeof edit>;
