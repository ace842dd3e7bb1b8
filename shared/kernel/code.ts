import { z } from "zod";

/** A code people read and type: `FILL-1`, `P-250`. Upper-case letters, digits, dot, dash, underscore; 1–40. */
export const recordCode = z.string().regex(/^[A-Z0-9][A-Z0-9._-]{0,39}$/, {
  error: "must be 1–40 of A–Z, 0–9, dot, dash, underscore",
});

/** A machine code: as other codes, at most 20. */
export const machineCode = recordCode.max(20, { error: "must be at most 20 characters" });

/** A name shown to people. */
export const displayName = z.string().trim().min(1, { error: "must not be empty" }).max(200);
