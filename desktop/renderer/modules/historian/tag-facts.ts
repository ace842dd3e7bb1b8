import type { TagRow } from "#shared/connections/connection-rows.ts";
import type { TrendSeries } from "#shared/historian/historian.contract.ts";
import type { TrendLine } from "#shared/ui/chart/trend-line.ts";

/** A tag as it can be picked. */
export interface PickableTag extends TagRow {
  readonly machineCode: string | null;
}

/** Numbers that run are curves; states, switches, texts and alarms are steps. */
export function kindOf(tag: TagRow, series: TrendSeries): TrendLine["kind"] {
  if (series.texts.length > 0 || series.before?.text != null) return "lane";
  return tag.class === "analog" || tag.class === "counter" ? "curve" : "lane";
}

export const lineOf = (tag: TagRow, series: TrendSeries): TrendLine => ({
  id: tag.id,
  label: tag.code,
  unit: tag.unit ?? "",
  kind: kindOf(tag, series),
  at: series.at,
  min: series.min,
  max: series.max,
  last: series.last,
  texts: series.texts,
  before: series.before,
  missing: series.missing,
});
