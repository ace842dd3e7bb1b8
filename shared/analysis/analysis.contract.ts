import { z } from "zod";
import { idOf } from "../kernel/id.ts";
import { query } from "../kernel/operation.ts";
import { analysisBasis } from "./analysis-basis.ts";
import { analysisFilter, lossFilter } from "./analysis-filter.ts";
import { figuresReport } from "./figures-report.ts";
import { heatMapCell } from "./heat-map-report.ts";
import { lossReport } from "./loss-report.ts";
import { paretoGroup, paretoRow } from "./pareto-report.ts";
import { reliabilityRow, failureRow } from "./reliability-report.ts";
import { speedRow } from "./speed-report.ts";
import { analysedStop } from "./stop-report.ts";
import { bucketSize, trendBucket } from "./trend-report.ts";

const reading = () => query("oee:read", { heavy: true });

/** How the figures of several machines become one; shown with them. */
export const lineRule = z.discriminatedUnion("by", [
  z.object({ by: z.literal("all_machines") }),
  z.object({ by: z.literal("bottleneck"), machineId: idOf<"machine">() }),
]);

export const analysisContract = {
  /** Where calendar time went, down to good time; all sums, no average. */
  losses: reading()
    .input(analysisFilter)
    .output(lossReport.extend({ basis: analysisBasis })),

  /**
   * Losses of time ranked by what they belong to. A row's `drill` is what narrows the same filter to that row, for the
   * next `by` or for `stops`. A stop counts once, in the instant it begins; its time counts where it lies.
   */
  pareto: reading()
    .input(
      lossFilter.extend({
        by: paretoGroup,
        /** Time lost, or how often. */
        rankBy: z.enum(["ms", "stops"]).default("ms"),
      }),
    )
    .output(
      z.object({
        basis: analysisBasis,
        rows: z.array(paretoRow),
        totalMs: z.int(),
        totalStops: z.int(),
        /** The part of it that has no reason. */
        unclassifiedMs: z.int(),
        unclassifiedStops: z.int(),
        /** Planned busy time of the machines asked for, whatever the reason: what losses are a share of. */
        pbtMs: z.int(),
      }),
    ),

  /** The very stretches a Pareto row is made of: their `ms` add up to the row's. */
  stops: reading()
    .input(
      lossFilter.extend({
        sortBy: z.enum(["start", "ms"]).default("start"),
        sortDirection: z.enum(["asc", "desc"]).default("desc"),
        offset: z.int().min(0).default(0),
        limit: z.int().min(1).max(5_000).default(100),
      }),
    )
    .output(
      z.object({
        basis: analysisBasis,
        rows: z.array(analysedStop),
        total: z.int(),
        totalMs: z.int(),
        /** Earlier stretches were left out, because there are too many: narrow the range. Null = none was. */
        completeFrom: z.int().nullable(),
      }),
    ),

  /** KPIs bucket by bucket, each from its own sums. A change of `definitionHash` is a break in the line. */
  trend: reading()
    .input(analysisFilter.extend({ per: bucketSize }))
    .output(
      z.object({
        basis: analysisBasis,
        buckets: z.array(trendBucket),
        /** The canonical definitions behind the hashes. */
        definitions: z.array(z.object({ hash: z.string(), texts: z.array(z.string()) })),
      }),
    ),

  /** Hour of the plant's clock × weekday or date. Cells nobody planned are there, with their reason in each figure. */
  heatMap: reading()
    .input(analysisFilter.extend({ by: z.enum(["weekday", "day"]) }))
    .output(z.object({ basis: analysisBasis, cells: z.array(heatMapCell) })),

  /** Speed lost per product and machine: the sums exact, the rates from minutes of counts. */
  speed: reading()
    .input(
      analysisFilter.extend({
        /** Minutes slower than this share of the ideal rate count as slow. */
        slowBelow: z.number().min(0.1).max(1).default(0.9),
      }),
    )
    .output(
      z.object({
        basis: analysisBasis,
        rows: z.array(speedRow),
        /** Machine-days the rates were read from, and those in the range: fewer when the range is long. */
        sampledDays: z.int(),
        days: z.int(),
      }),
    ),

  /** Failures and their means, with the numbers of cases and the bound that few cases allow. */
  reliability: reading()
    .input(analysisFilter.pick({ range: true, machineIds: true }))
    .output(
      z.object({
        basis: analysisBasis,
        total: reliabilityRow,
        byMachine: z.array(reliabilityRow),
        byReason: z.array(reliabilityRow),
        /** Newest first, at most 500. */
        failures: z.array(failureRow),
        failuresTotal: z.int(),
      }),
    ),

  /** Every ratio of the plant's KPIs, per machine and for all of them by the rule named. */
  ratios: reading()
    .input(analysisFilter.extend({ lineRule: lineRule.default({ by: "all_machines" }) }))
    .output(
      z.object({
        basis: analysisBasis,
        lineRule,
        total: figuresReport,
        machines: z.array(
          figuresReport.extend({
            machineId: z.string(),
            code: z.string(),
            name: z.string(),
            definitionHash: z.string(),
          }),
        ),
      }),
    ),
};
