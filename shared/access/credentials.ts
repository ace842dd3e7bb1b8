import { z } from "zod";

/** Signs a person in; compared without regard to case, stored in lower case. */
export const username = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9][a-z0-9._@-]{1,79}$/, {
    error: "must be 2–80 of letters, digits, dot, dash, @",
  });

/** 8–128 characters (functional spec section 3); length is the only rule, as NIST SP 800-63B advises. */
export const password = z
  .string()
  .min(8, { error: "must have at least 8 characters" })
  .max(128, { error: "must have at most 128 characters" });
