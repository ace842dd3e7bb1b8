import type { TimeClass } from "./time-model.ts";

/** The time elements of ISO 22400-2 in milliseconds, from the sums of the classes. */
export interface TimeElements {
  /** All time of the span up to now. */
  readonly calendar: number;
  /** Planned operation time: the shifts. */
  readonly pot: number;
  /** Planned busy time: POT − planned downtime. */
  readonly pbt: number;
  /** PBT without its unknown part: what OEE is divided by. */
  readonly pbtKnown: number;
  /** Actual unit busy time: AUPT + ADET. */
  readonly aubt: number;
  /** Actual unit processing time: APT + AUST. */
  readonly aupt: number;
  /** Actual production time. */
  readonly apt: number;
  /** Actual unit set-up time. */
  readonly aust: number;
  /** Actual unit delay time: stoppages, minor ones included. */
  readonly adet: number;
  /** Actual down time as ISO names it: available, but no order. */
  readonly adot: number;
  readonly unknown: number;
}

/** PBT = APT + AUST + ADET + ADOT + unknown, and the sums built on it. */
export function timeElements(time: Readonly<Record<TimeClass, number>>): TimeElements {
  const adet = time.adet_minor + time.adet_down + time.adet_external;
  const aupt = time.apt + time.aust;
  const aubt = aupt + adet;
  const pbtKnown = aubt + time.adot;
  const pbt = pbtKnown + time.unknown;
  const pot = pbt + time.planned_down;
  return {
    calendar: pot + time.not_scheduled,
    pot,
    pbt,
    pbtKnown,
    aubt,
    aupt,
    apt: time.apt,
    aust: time.aust,
    adet,
    adot: time.adot,
    unknown: time.unknown,
  };
}
