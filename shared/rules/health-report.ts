import { z } from "zod";
import { namedReason } from "../stops/stop-row.ts";

/** Stops and their minutes in planned time that are no minor ones, by how well they are explained. */
const shares = {
  stops: z.int(),
  ms: z.int(),
  unclassifiedStops: z.int(),
  unclassifiedMs: z.int(),
  /** With a reason that says "other". */
  otherStops: z.int(),
  otherMs: z.int(),
  /** From the beginning of a stop to the first reason a person gave it; null = none did. */
  medianToClassifyMs: z.int().nullable(),
};
const healthShares = z.object(shares);
export type HealthShares = z.infer<typeof healthShares>;

export const healthGroup = z.object({ key: z.string(), label: z.string(), ...shares });
export type HealthGroup = z.infer<typeof healthGroup>;

/** One signature, several reasons. */
export const mixedSignature = z.object({
  machineId: z.string(),
  machineCode: z.string(),
  machineName: z.string(),
  cause: z.string(),
  stops: z.int(),
  /** 0 = always the same reason, 1 = all its reasons alike often. */
  disorder: z.number(),
  reasons: z.array(
    z.object({
      reason: namedReason,
      stops: z.int(),
      share: z.number(),
      /** The newest, at most three. */
      examples: z.array(z.object({ start: z.int(), end: z.int() })),
    }),
  ),
});
export type MixedSignature = z.infer<typeof mixedSignature>;

export const healthReport = z.object({
  from: z.int(),
  to: z.int(),
  total: healthShares,
  /** By who gave the reason: stops. */
  origins: z.object({ person: z.int(), rule: z.int(), machine: z.int() }),
  machines: z.array(healthGroup),
  shifts: z.array(healthGroup),
  /** Active reasons that no stop had in the last 90 days; `lastUsedAt` null = never. */
  unused: z.array(z.object({ reason: namedReason, lastUsedAt: z.int().nullable() })),
  mixed: z.array(mixedSignature),
});
export type HealthReport = z.infer<typeof healthReport>;

/** A code nobody used for so long is asked about. */
export const unusedAfterMs = 90 * 86_400_000;
