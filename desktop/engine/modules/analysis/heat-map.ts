import type { z } from "zod";
import type { analysisContract } from "#shared/analysis/analysis.contract.ts";
import { entriesOf } from "#shared/analysis/fitting-entries.ts";
import type { HeatMapCell } from "#shared/analysis/heat-map-report.ts";
import { cellAt, timeBuckets } from "#shared/analysis/time-buckets.ts";
import { waterfallOf } from "#shared/analysis/waterfall.ts";
import { hourMs } from "#shared/kernel/instant.ts";
import { Refusal } from "#shared/kernel/refusal.ts";
import { kpisOf } from "#shared/oee/kpis.ts";
import { asksForReason } from "#shared/stops/unclassified.ts";
import type { Reader } from "../../database/reader.ts";
import type { LossGroup } from "../../losses/loss-groups.ts";
import { askedOf, basisOf, type Asked } from "./asked.ts";
import { sumsOfGroup } from "./figures-of.ts";
import { gather } from "./gather.ts";

export type HeatMapAsked = z.output<(typeof analysisContract.heatMap)["~orpc"]["inputSchema"] & {}>;
export type HeatMapAnswer = z.output<
  (typeof analysisContract.heatMap)["~orpc"]["outputSchema"] & {}
>;

const mostDays = 366;
const weekdays = ["1", "2", "3", "4", "5", "6", "7"];
const hoursOfDay = Array.from({ length: 24 }, (_, hour) => hour);

/** Hour of the day × weekday or date. `clock` = now, UTC milliseconds. @throws Refusal INVALID when there are too many dates */
export async function heatMap(
  reader: Reader,
  { by, ...filter }: HeatMapAsked,
  clock = Date.now(),
): Promise<HeatMapAnswer> {
  const { from, to } = filter.range;
  if (by === "day" && (to - from) / (24 * hourMs) > mostDays)
    throw new Refusal("INVALID", {
      issues: [
        { path: "by", message: "the range has too many days: narrow it, or ask by weekday" },
      ],
    });
  const asked = await askedOf(reader, filter, clock);
  const cells = new Map<number, string>();
  const groups = await gather(reader, asked, "slice", ({ start }) => {
    let cell = cells.get(start);
    if (cell === undefined) {
      const { column, hour } = cellAt(start, by, asked.zone);
      cell = `${column} ${hour}`;
      cells.set(start, cell);
    }
    return cell;
  });
  const columns =
    by === "weekday"
      ? weekdays
      : timeBuckets(asked.span, "day", asked.zone).map(({ label }) => label);
  return {
    basis: await basisOf(
      reader,
      asked,
      [...groups.values()].flatMap(({ definitions }) => definitions),
    ),
    cells: columns.flatMap((column) =>
      hoursOfDay.map((hour) => cellOf(asked, column, hour, groups.get(`${column} ${hour}`))),
    ),
  };
}

function cellOf(
  asked: Asked,
  column: string,
  hour: number,
  group: LossGroup = { time: [], output: [], definitions: [] },
): HeatMapCell {
  const sums = sumsOfGroup(asked, group, false);
  const { figures, coverage } = kpisOf(sums, asked.policy);
  const { pbt, unknown, good } = waterfallOf(sums);
  const { time } = entriesOf(group, asked.productIds);
  return {
    column,
    hour,
    oee: figures.oee,
    coverage,
    pbtMs: pbt,
    lostMs: good === null ? null : pbt - unknown - good,
    unclassifiedMs: time
      .filter(({ timeClass, reasonId }) => asksForReason(timeClass, reasonId))
      .reduce((ms, entry) => ms + entry.ms, 0),
    stops: time
      .filter(({ timeClass }) => timeClass !== "unknown" && timeClass !== "planned_down")
      .reduce((stops, entry) => stops + entry.stops, 0),
  };
}
