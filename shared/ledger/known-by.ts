import { z } from "zod";

/** Milliseconds of some time by how they are known. */
export const knownBy = z.object({
  measured: z.int(),
  reconstructed: z.int(),
  back_read: z.int(),
  typed: z.int(),
  unknown: z.int(),
});
export type KnownBy = z.infer<typeof knownBy>;
