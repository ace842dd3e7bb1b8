import type { z } from "zod";
import {
  timeLosses,
  type AnalysisFilter,
  type TimeLoss,
} from "#shared/analysis/analysis-filter.ts";
import type { analysisContract } from "#shared/analysis/analysis.contract.ts";
import { entriesOf } from "#shared/analysis/fitting-entries.ts";
import { factorsOf, sixBigLossesOf, waterfallOf } from "#shared/analysis/waterfall.ts";
import type { Reader } from "../../database/reader.ts";
import { askedOf, basisOf, isPreliminary } from "./asked.ts";
import { figuresReportOf, sumsOfGroup } from "./figures-of.ts";
import { gatherAll } from "./gather.ts";

export type LossAnswer = z.output<(typeof analysisContract.losses)["~orpc"]["outputSchema"] & {}>;

/** Where calendar time went. `clock` = now, UTC milliseconds. */
export async function losses(
  reader: Reader,
  filter: AnalysisFilter,
  clock = Date.now(),
): Promise<LossAnswer> {
  const asked = await askedOf(reader, filter, clock);
  const group = await gatherAll(reader, asked);
  const sums = sumsOfGroup(asked, group, await isPreliminary(reader, asked));
  const waterfall = waterfallOf(sums);
  const stops = Object.fromEntries(timeLosses.map((loss) => [loss, 0])) as Record<TimeLoss, number>;
  for (const entry of entriesOf(group, asked.productIds).time) {
    if (entry.timeClass !== "apt" && entry.timeClass !== "not_scheduled")
      stops[entry.timeClass] += entry.stops;
  }
  return {
    basis: await basisOf(reader, asked, group.definitions),
    waterfall,
    sixBigLosses: sixBigLossesOf(waterfall),
    noLossOfTheMachine: waterfall.idle + waterfall.external,
    factors: factorsOf(sums, asked.policy),
    stops,
    report: figuresReportOf(asked, sums),
  };
}
