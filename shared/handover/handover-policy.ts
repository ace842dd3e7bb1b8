import { z } from "zod";

/** When a shift may be handed over. Stored with the plant. */
export const handoverPolicy = z
  .object({
    /** Unclassified standstill beyond this asks for a stated reason before the outgoing signature. Milliseconds. */
    unclassifiedLimitMs: z.int().min(0).max(86_400_000).default(600_000),
    /** So long before the end of a shift its hand-over may be signed, and people are reminded of it. Milliseconds. */
    openBeforeEndMs: z.int().min(0).max(7_200_000).default(900_000),
  })
  .strict();
export type HandoverPolicy = z.infer<typeof handoverPolicy>;
