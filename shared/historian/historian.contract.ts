import { z } from "zod";
import { idOf } from "../kernel/id.ts";
import { range } from "../kernel/instant.ts";
import { basedOn, commandInput } from "../kernel/list.ts";
import { command, query } from "../kernel/operation.ts";
import { historianPolicy } from "./historian-policy.ts";

const tagId = idOf<"tag">();

/**
 * Time of a tag that cannot be told, or not in full, and why: a link-loss cause, `bad_quality`, or what was given up:
 * `dropped`, `down_sampled`, `retention`.
 */
const missing = z.object({ start: z.int(), end: z.int(), cause: z.string() });

/**
 * One tag over a range, thinned so that no extreme is lost: of every stretch the smallest, greatest and last value, at
 * the instant of its last sample. Where a stretch has a single sample the three are the same. Null = no trustworthy
 * number at that instant. On and off are 1 and 0.
 */
export const trendSeries = z.object({
  tagId: z.string(),
  /** Stored samples of the range; those delivered twice may count twice. */
  sampleCount: z.int(),
  /** `raw`: every sample is a point; `thinned`: one point per stretch; `summary`: raw samples were already given up. */
  resolution: z.enum(["raw", "thinned", "summary"]),
  at: z.array(z.number()),
  min: z.array(z.number().nullable()),
  max: z.array(z.number().nullable()),
  last: z.array(z.number().nullable()),
  /** Texts as they changed, for tags that are no numbers; of many in one stretch the last. */
  texts: z.array(z.object({ at: z.number(), text: z.string() })),
  /** The last reading before the range: a value holds until the next one. */
  before: z
    .object({ at: z.number(), value: z.number().nullable(), text: z.string().nullable() })
    .nullable(),
  missing: z.array(missing),
});
export type TrendSeries = z.infer<typeof trendSeries>;

export const storedSampleRow = z.object({
  at: z.number(),
  value: z.union([z.number(), z.string(), z.boolean(), z.null()]),
  quality: z.enum(["good", "uncertain", "bad"]),
  status: z.int(),
});

export type StoredSampleRow = z.infer<typeof storedSampleRow>;

export const historianUsage = z.object({
  bytes: z.int(),
  quotaBytes: z.int(),
  sampleCount: z.int(),
  oldestAt: z.int().nullable(),
  /** Bytes a day at the rate of the last full day; null while there is none. */
  bytesPerDay: z.number().nullable(),
  /** What was given up last to stay within the quota. */
  lastReduction: z
    .object({ at: z.int(), kind: z.enum(["down_sampled", "dropped"]), upTo: z.int() })
    .nullable(),
});
export type HistorianUsage = z.infer<typeof historianUsage>;

/** What of a tag was given up to stay within retention and quota. */
export const sampleLossRow = z.object({
  /** Null = the tag is not in the plant any more. */
  tagCode: z.string().nullable(),
  machineCode: z.string().nullable(),
  cause: z.enum(["down_sampled", "dropped", "retention"]),
  from: z.int(),
  to: z.int(),
  recordedAt: z.int(),
});
export type SampleLossRow = z.infer<typeof sampleLossRow>;

export const historianContract = {
  trend: query("machine:read", { heavy: true })
    .input(
      z.object({
        tagIds: z.array(tagId).min(1).max(12),
        range,
        /** About as many points as the chart is wide. */
        points: z.int().min(50).max(5_000).default(1_000),
      }),
    )
    .output(z.object({ series: z.array(trendSeries) })),
  /** Every stored sample, a page at a time, for files. `after` = `next` of the page before. */
  samples: query("export:create", { heavy: true })
    .input(
      z.object({
        tagId,
        range,
        after: z.string().max(100).nullable().default(null),
        limit: z.int().min(1).max(20_000).default(10_000),
      }),
    )
    .output(z.object({ rows: z.array(storedSampleRow), next: z.string().nullable() })),
  policy: query("plant:read").output(z.object({ policy: historianPolicy, version: z.int() })),
  /** `basedOn`: version of the plant, where the policy is stored. */
  updatePolicy: command("plant:update")
    .input(commandInput({ basedOn, policy: historianPolicy }))
    .output(z.object({ policy: historianPolicy, version: z.int() })),
  /** What was given up, the newest first. */
  losses: query("plant:read").output(z.object({ rows: z.array(sampleLossRow) })),
  usage: query("plant:read").output(historianUsage),
};
