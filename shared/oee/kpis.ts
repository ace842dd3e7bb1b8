import type { Figure } from "./figure.ts";
import { multiply, wholeNumber } from "./fraction.ts";
import { flagsOf, type KpiFlag } from "./kpi-flags.ts";
import type { KpiPolicy } from "./kpi-policy.ts";
import type { KpiCode } from "./kpi-report.ts";
import type { OeeSums } from "./oee-sums.ts";
import { noFigure, ratio } from "./ratio.ts";
import { timeElements, type TimeElements } from "./time-elements.ts";

/** All figures of one machine and span, or of a roll-up, with what must stand beside them. */
export interface KpiSet {
  readonly figures: Readonly<Record<KpiCode, Figure>>;
  /** OEE the long way, A × E × Q; agrees with `figures.oee` to 1e-9 wherever both exist. */
  readonly oeeByFactors: Figure;
  /** Known share of planned busy time, 0..1; null when nothing was planned. */
  readonly coverage: number | null;
  readonly flags: readonly KpiFlag[];
  readonly elements: TimeElements;
}

const usPerMs = 1_000;
const msPerHour = 3_600_000;

/**
 * All KPIs from sums: ratios where 1 = 100 % (effectiveness may exceed it), throughput in pieces per hour.
 * Unknown time is left out of every time a figure is divided by; `coverage` says how much that was.
 * Where a figure cannot be known there is a reason, never a 0 or 1 in its place.
 */
export function kpisOf(sums: OeeSums, policy: KpiPolicy): KpiSet {
  const elements = timeElements(sums.time);
  const figures = figuresOf(sums, elements, policy);
  const coverage = ratio(elements.pbtKnown, elements.pbt, "not_scheduled").value;
  const effectiveness = figures.effectiveness.value;
  return {
    figures,
    oeeByFactors: productOf(figures),
    coverage,
    flags: flagsOf({ sums, elements, coverage, effectiveness, policy }),
    elements,
  };
}

/** Formulas after ISO 22400-2 (hsu-aut/IndustrialStandard-ODP-ISO22400-2); OOE and TEEP are industry figures. */
function figuresOf(sums: OeeSums, time: TimeElements, policy: KpiPolicy): Record<KpiCode, Figure> {
  const { idealTotalUs, idealGoodUs, pieces, rework } = sums;
  /** Six Big Losses counts minor stops as lost speed: the same minutes leave availability and enter effectiveness. */
  const run = time.apt + (policy.minorStops === "six-big-losses" ? sums.time.adet_minor : 0);
  const inUs = (ms: number) => wholeNumber(ms * usPerMs);

  const planned = (figure: Figure): Figure => {
    if (time.pbt === 0) return noFigure("not_scheduled");
    return time.pbtKnown === 0 ? noFigure("no_known_time") : figure;
  };
  const perKnownTime = (part: number) => planned(ratio(part, time.pbtKnown, "no_known_time"));
  const ideal = (figure: Figure) =>
    planned(sums.missingIdeal.length > 0 ? noFigure("no_ideal_cycle") : figure);
  /** Without production time there is no effectiveness, and nothing that is built on it. */
  const perRunTime = (figure: Figure) => ideal(time.apt === 0 ? noFigure("no_run_time") : figure);
  const perPiece = (part: number): Figure =>
    time.pbt === 0 ? noFigure("not_scheduled") : ratio(part, pieces.total, "no_output");

  return {
    availability: perKnownTime(run),
    effectiveness: perRunTime(ratio(idealTotalUs, inUs(run), "no_run_time")),
    quality: ideal(ratio(idealGoodUs, idealTotalUs, "no_output")),
    qualityPieces: perPiece(pieces.total - pieces.reject),
    oee: ideal(ratio(idealGoodUs, inUs(time.pbtKnown), "no_known_time")),
    // AUPT/PBT × effectiveness × quality = AUPT × Σ PRI·GQ / (PBT × APT); its effectiveness is always ISO's.
    nee: perRunTime(
      ratio(
        multiply(idealGoodUs, wholeNumber(time.aupt)),
        multiply(inUs(time.pbtKnown), wholeNumber(time.apt)),
        "no_known_time",
      ),
    ),
    allocationEfficiency: perKnownTime(time.aubt),
    utilisationEfficiency: planned(ratio(time.apt, time.aubt, "no_order")),
    technicalEfficiency: planned(ratio(time.apt, time.apt + time.adet, "no_order")),
    setupRate: planned(ratio(time.aust, time.aupt, "no_setup_or_run")),
    scrapRatio: perPiece(pieces.reject - (rework ?? 0)),
    reworkRatio: rework === null ? noFigure("not_recorded") : perPiece(rework),
    teep: ideal(ratio(idealGoodUs, inUs(time.calendar - time.unknown), "no_known_time")),
    ooe: ideal(ratio(idealGoodUs, inUs(time.pot - time.unknown), "no_known_time")),
    // Order throughput is PQ / AOET; for a machine and span it is pieces per hour of planned busy time.
    throughputPerHour: ratio(pieces.total * msPerHour, time.pbt, "not_scheduled"),
  };
}

function productOf({
  availability,
  effectiveness,
  quality,
}: Readonly<Record<KpiCode, Figure>>): Figure {
  if (availability.value === null) return availability;
  if (effectiveness.value === null) return effectiveness;
  if (quality.value === null) return quality;
  return { value: availability.value * effectiveness.value * quality.value };
}
