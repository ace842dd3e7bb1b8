import { z } from "zod";

const remark = z.string().trim().max(2_000).default("");

/** What the outgoing supervisor adds to the facts, by section. */
export const handoverNotes = z
  .object({
    production: remark,
    quality: remark,
    machines: remark,
    material: remark,
    /** Whether anybody was hurt or nearly was; null = not said, and then nobody can sign. */
    safetyIncident: z.boolean().nullable().default(null),
    safety: remark,
    /** Unfinished pieces left between machines; null = not counted. */
    wipPieces: z.int().min(0).max(1_000_000_000).nullable().default(null),
    /** What the next shift has to do first. */
    next: remark,
  })
  .strict();
export type HandoverNotes = z.infer<typeof handoverNotes>;

export const emptyNotes: HandoverNotes = handoverNotes.parse({});
