import type { LossReport } from "#shared/analysis/loss-report.ts";
import type { KpiCode } from "#shared/oee/kpi-report.ts";
import { timeElements } from "#shared/oee/time-elements.ts";
import type { MinorStopRule } from "./waterfall-lines.ts";

/** Symbols of the formulas, as ISO 22400-2 names the elements; `known` times are without unknown time. */
export const formulaSymbols = [
  "PBT",
  "POT",
  "calendar",
  "APT",
  "runtime",
  "AUST",
  "ADET",
  "AUPT",
  "AUBT",
  "PBTall",
  "idealTotal",
  "idealGood",
  "PQ",
  "GQ",
  "SQ",
  "RQ",
] as const;
export type FormulaSymbol = (typeof formulaSymbols)[number];

/** What a formula divides, with the symbols it is made of in their order. */
export interface KpiFormula {
  readonly text: string;
  readonly symbols: readonly FormulaSymbol[];
}

/** The formulas of shared/oee/kpis.ts as people read them. `rule`: where minor stops are counted. */
export function kpiFormula(code: KpiCode, rule: MinorStopRule): KpiFormula {
  const isIso = rule === "iso";
  const run = isIso ? "APT" : "(APT + minor)";
  const runSymbol = isIso ? "APT" : "runtime";
  switch (code) {
    case "availability":
      return { text: `${run} / PBT`, symbols: [runSymbol, "PBT"] };
    case "effectiveness":
      return { text: `Σ PRI·PQ / ${run}`, symbols: ["idealTotal", runSymbol] };
    case "quality":
      return { text: "Σ PRI·GQ / Σ PRI·PQ", symbols: ["idealGood", "idealTotal"] };
    case "qualityPieces":
      return { text: "GQ / PQ", symbols: ["GQ", "PQ"] };
    case "oee":
      return { text: "A × E × Q = Σ PRI·GQ / PBT", symbols: ["idealGood", "PBT"] };
    case "nee":
      return {
        text: "AUPT / PBT × Σ PRI·GQ / APT",
        symbols: ["AUPT", "PBT", "idealGood", "APT"],
      };
    case "allocationEfficiency":
      return { text: "AUBT / PBT", symbols: ["AUBT", "PBT"] };
    case "utilisationEfficiency":
      return { text: "APT / AUBT", symbols: ["APT", "AUBT"] };
    case "technicalEfficiency":
      return { text: "APT / (APT + ADET)", symbols: ["APT", "ADET"] };
    case "setupRate":
      return { text: "AUST / AUPT", symbols: ["AUST", "AUPT"] };
    case "scrapRatio":
      return { text: "SQ / PQ", symbols: ["SQ", "PQ"] };
    case "reworkRatio":
      return { text: "RQ / PQ", symbols: ["RQ", "PQ"] };
    case "teep":
      return { text: "Σ PRI·GQ / calendar", symbols: ["idealGood", "calendar"] };
    case "ooe":
      return { text: "Σ PRI·GQ / POT", symbols: ["idealGood", "POT"] };
    case "throughputPerHour":
      return { text: "PQ / PBT", symbols: ["PQ", "PBTall"] };
    default:
      return code satisfies never;
  }
}

/** A value of a symbol: time in milliseconds, or pieces; null = not known. */
export type FormulaValue = { readonly ms: number | null } | { readonly pieces: number | null };

/** The values that were put into the formulas of a report. Scrap and rework stand apart only in the ratios themselves. */
export function formulaValue(
  symbol: FormulaSymbol,
  { report, waterfall }: Pick<LossReport, "report" | "waterfall">,
): FormulaValue {
  const time = timeElements(report.time);
  const { good, quality, apt } = waterfall;
  const { total } = report.pieces;
  const ofPieces = (ratio: number | null): FormulaValue => ({
    pieces: ratio === null ? null : Math.round(ratio * total),
  });
  switch (symbol) {
    case "PBT":
      return { ms: time.pbtKnown };
    case "PBTall":
      return { ms: time.pbt };
    case "POT":
      return { ms: time.pot - time.unknown };
    case "calendar":
      return { ms: time.calendar - time.unknown };
    case "APT":
      return { ms: apt };
    case "runtime":
      return { ms: apt + report.time.adet_minor };
    case "AUST":
      return { ms: time.aust };
    case "ADET":
      return { ms: time.adet };
    case "AUPT":
      return { ms: time.aupt };
    case "AUBT":
      return { ms: time.aubt };
    case "idealTotal":
      return { ms: good === null || quality === null ? null : good + quality };
    case "idealGood":
      return { ms: good };
    case "PQ":
      return { pieces: total };
    case "GQ":
      return { pieces: report.pieces.good };
    case "SQ":
      return ofPieces(report.figures.scrapRatio.value);
    case "RQ":
      return ofPieces(report.figures.reworkRatio.value);
    default:
      return symbol satisfies never;
  }
}
