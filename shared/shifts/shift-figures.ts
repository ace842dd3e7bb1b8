import type { Figure } from "../oee/figure.ts";
import type { KpiPolicy } from "../oee/kpi-policy.ts";
import { kpisOf } from "../oee/kpis.ts";
import type { OeeSums } from "../oee/oee-sums.ts";
import { noFigure, ratio } from "../oee/ratio.ts";
import { rollUp } from "../oee/roll-up.ts";
import { timeElements } from "../oee/time-elements.ts";
import type { ShiftFigures } from "./shift-performance.ts";

/** What one machine did in one shift, with what was aimed at. */
export interface ShiftPart {
  readonly sums: OeeSums;
  /** Stops without a reason that need one, milliseconds. */
  readonly unclassifiedMs: number;
  /** 0..1; null = no target. */
  readonly targetOee: number | null;
  readonly targetQuality: number | null;
}

/**
 * Any number of machines and shifts as one: sums are added and divided once, never averaged. A target of several is the
 * mean of theirs by what it is divided by: planned time for OEE, pieces for quality.
 *
 * @param pieces good pieces aimed at by all parts together; null = no target
 */
export function figuresOfParts(
  parts: readonly ShiftPart[],
  pieces: number | null,
  policy: KpiPolicy,
): ShiftFigures {
  const sums = rollUp(parts.map((part) => part.sums));
  const { figures, coverage, flags, elements } = kpisOf(sums, policy);
  const good = sums.pieces.total - sums.pieces.reject;
  const targets = {
    pieces,
    oee: commonTarget(parts.map((part) => [part.targetOee, plannedMs(part.sums)])),
    quality: commonTarget(parts.map((part) => [part.targetQuality, part.sums.pieces.total])),
  };
  return {
    time: {
      plannedMs: elements.pbt,
      plannedDownMs: sums.time.planned_down,
      runMs: elements.apt,
      setupMs: elements.aust,
      downMs: elements.adet,
      idleMs: elements.adot,
      unknownMs: elements.unknown,
      unclassifiedMs: parts.reduce((sum, part) => sum + part.unclassifiedMs, 0),
    },
    pieces: { total: sums.pieces.total, good, reject: sums.pieces.reject },
    figures: {
      availability: figures.availability,
      effectiveness: figures.effectiveness,
      quality: figures.quality,
      qualityPieces: figures.qualityPieces,
      oee: figures.oee,
    },
    coverage,
    flags: [...flags],
    targets,
    attainment: {
      pieces: pieces === null ? noFigure("no_plan") : ratio(good, pieces, "no_plan"),
      oee: attained(figures.oee, targets.oee),
      quality: attained(figures.qualityPieces, targets.quality),
    },
  };
}

/** Share of the target below which a shift is flagged (functional spec section 16). */
export const lowAttainment = 0.9;

/**
 * Below 90 % of the target that counts: good pieces, else OEE. A shift that still runs is judged by OEE alone: it has
 * had no time to make its pieces.
 */
export function isLowShift({ attainment, flags }: ShiftFigures, isRunning: boolean): boolean {
  if (flags.includes("insufficient_data")) return false;
  const judged = isRunning || attainment.pieces.value === null ? attainment.oee : attainment.pieces;
  return judged.value !== null && judged.value < lowAttainment;
}

const attained = (actual: Figure, target: number | null): Figure => {
  if (target === null) return noFigure("no_plan");
  return actual.value === null ? actual : { value: actual.value / target };
};

const plannedMs = ({ time }: OeeSums): number => timeElements(time).pbt;

/** The mean of targets by weight; null where one with a weight has none, or nothing has a weight. */
function commonTarget(targets: readonly (readonly [number | null, number])[]): number | null {
  const first = targets[0]?.[0] ?? null;
  if (targets.every(([target]) => target === first)) return first;
  let part = 0;
  let whole = 0;
  for (const [target, weight] of targets) {
    if (weight === 0) continue;
    if (target === null) return null;
    part += target * weight;
    whole += weight;
  }
  return whole === 0 ? null : part / whole;
}
