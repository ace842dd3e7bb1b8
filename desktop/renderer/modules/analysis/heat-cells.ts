import { z } from "zod";
import type { HeatMapCell } from "#shared/analysis/heat-map-report.ts";
import type { HeatCell, HeatEntry } from "#shared/ui/chart/heat-map-layout.ts";

/** What a heat map can show of an hour. */
export const heatMeasures = ["oee", "lost", "stops", "unclassified", "unknown"] as const;
export const heatMeasure = z.enum(heatMeasures);
export type HeatMeasure = z.infer<typeof heatMeasure>;

/** Ratios are coloured on 0 to 100 %. */
export const isRatio = (measure: HeatMeasure): boolean =>
  measure === "oee" || measure === "unknown";

/** What an hour shows: nothing planned is a gap; planned time that nobody read is unknown, never 0. */
export function heatCell(cell: HeatMapCell, measure: HeatMeasure): HeatCell {
  if (cell.pbtMs === 0) return { kind: "gap" };
  if (measure === "unknown")
    return cell.coverage === null ? { kind: "gap" } : { kind: "value", value: 1 - cell.coverage };
  if (cell.coverage === 0) return { kind: "unknown" };
  switch (measure) {
    case "oee":
      return cell.oee.value === null
        ? { kind: "unknown" }
        : { kind: "value", value: cell.oee.value };
    case "lost":
      return cell.lostMs === null ? { kind: "unknown" } : { kind: "value", value: cell.lostMs };
    case "stops":
      return { kind: "value", value: cell.stops };
    case "unclassified":
      return { kind: "value", value: cell.unclassifiedMs };
    default:
      return measure satisfies never;
  }
}

export const heatEntries = (cells: readonly HeatMapCell[], measure: HeatMeasure): HeatEntry[] =>
  cells.map((cell) => ({
    row: String(cell.hour),
    column: cell.column,
    cell: heatCell(cell, measure),
  }));
