import { z } from "zod";

/** A tag is named by its code, unique in the plant, e.g. `press-5.count`. */
export const tagCode = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,79}$/, {
  error: "must be lower-case letters, digits, dot, dash, at most 80",
});
