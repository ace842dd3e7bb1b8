import { z } from "zod";
import type { RefusalCode } from "./refusal.ts";

const issue = z.object({ path: z.string(), message: z.string() });

/** The typed errors every operation of the contract declares, with their HTTP status. */
export const refusalSchemas = {
  UNAUTHENTICATED: {
    status: 401,
    data: z.object({
      reason: z.enum(["no_session", "wrong_credentials", "locked"]),
      retryAfterMs: z.int().optional(),
    }),
  },
  FORBIDDEN: { status: 403, data: z.object({ permission: z.string() }) },
  NOT_FOUND: { status: 404, data: z.object({ entity: z.string(), id: z.string() }) },
  STALE: {
    status: 409,
    data: z.object({ entity: z.string(), id: z.string(), basedOn: z.int(), current: z.int() }),
  },
  DUPLICATE: {
    status: 409,
    data: z.object({ entity: z.string(), field: z.string(), value: z.string() }),
  },
  INVALID: { status: 422, data: z.object({ issues: z.array(issue) }) },
  IN_USE: {
    status: 409,
    data: z.object({
      entity: z.string(),
      id: z.string(),
      uses: z.array(z.object({ entity: z.string(), count: z.int() })),
    }),
  },
  OVERLAP: {
    status: 409,
    data: z.object({
      entity: z.string(),
      rows: z.array(
        z.object({
          id: z.string().nullable(),
          label: z.string(),
          start: z.int(),
          end: z.int().nullable(),
        }),
      ),
    }),
  },
  NOT_NOW: { status: 409, data: z.object({ reason: z.string() }) },
  UNREACHABLE: {
    status: 503,
    data: z.object({ what: z.string(), reason: z.string(), hint: z.string().optional() }),
  },
} as const satisfies Record<RefusalCode, { status: number; data: z.ZodType }>;
