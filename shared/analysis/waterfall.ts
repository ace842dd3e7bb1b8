import { add, fraction, wholeNumber, type Fraction } from "../oee/fraction.ts";
import type { KpiPolicy } from "../oee/kpi-policy.ts";
import { kpisOf } from "../oee/kpis.ts";
import type { OeeSums } from "../oee/oee-sums.ts";
import { timeElements } from "../oee/time-elements.ts";
import type { LossReport, SixBigLoss, Waterfall } from "./loss-report.ts";

/** What production time was worth, exact milliseconds; together they are APT. */
export interface ProductionTime {
  /** APT − Σ PRI·PQ; below 0 when the ideal cycle was beaten. */
  readonly speed: Fraction;
  /** Σ PRI·(PQ − GQ) */
  readonly quality: Fraction;
  /** Σ PRI·GQ */
  readonly good: Fraction;
}

/** Production time split by what it was worth; null while pieces have no ideal cycle. */
export function productionTime(
  sums: Pick<OeeSums, "time" | "idealTotalUs" | "idealGoodUs" | "missingIdeal">,
): ProductionTime | null {
  if (sums.missingIdeal.length > 0) return null;
  const total = inMs(sums.idealTotalUs);
  const good = inMs(sums.idealGoodUs);
  return {
    speed: add(wholeNumber(sums.time.apt), negative(total)),
    quality: add(total, negative(good)),
    good,
  };
}

const inMs = (us: Fraction): Fraction => fraction(us.numerator, us.denominator * 1_000n);
const negative = ({ numerator, denominator }: Fraction): Fraction => ({
  numerator: -numerator,
  denominator,
});

/** To the nearest whole, halves up. */
function rounded({ numerator, denominator }: Fraction): number {
  const [doubled, divisor] = [2n * numerator + denominator, 2n * denominator];
  const whole = doubled / divisor;
  return Number(doubled % divisor < 0n ? whole - 1n : whole);
}

/**
 * Calendar time down to good time. Time classes are whole milliseconds already; of the three parts of production time
 * good and its standard time are rounded once, and the two losses are the differences, so that all still add up.
 */
export function waterfallOf(sums: OeeSums): Waterfall {
  const elements = timeElements(sums.time);
  const worth = productionTime(sums);
  const good = worth === null ? null : rounded(worth.good);
  const standard = worth === null ? null : rounded(add(worth.good, worth.quality));
  return {
    calendar: elements.calendar,
    notScheduled: sums.time.not_scheduled,
    plannedDown: sums.time.planned_down,
    pbt: elements.pbt,
    setup: sums.time.aust,
    down: sums.time.adet_down,
    minor: sums.time.adet_minor,
    external: sums.time.adet_external,
    idle: sums.time.adot,
    unknown: sums.time.unknown,
    apt: sums.time.apt,
    speed: standard === null ? null : sums.time.apt - standard,
    quality: standard === null || good === null ? null : standard - good,
    good,
  };
}

/**
 * Six Big Losses (industry): the same milliseconds under their six names. Rejects of a start-up are not told apart,
 * so `reduced_yield` is not known and its pieces are among the defects.
 */
export function sixBigLossesOf(fall: Waterfall): SixBigLoss[] {
  const known = fall.pbt - fall.unknown;
  const loss = (code: SixBigLoss["code"], factor: SixBigLoss["factor"], ms: number | null) => ({
    code,
    factor,
    ms,
    share: ms === null || known === 0 ? null : ms / known,
  });
  return [
    loss("equipment_failure", "availability", fall.down),
    loss("setup_and_adjustment", "availability", fall.setup),
    loss("idling_and_minor_stops", "effectiveness", fall.minor),
    loss("reduced_speed", "effectiveness", fall.speed),
    loss("process_defects", "quality", fall.quality),
    loss("reduced_yield", "quality", null),
  ];
}

/** The factors of OEE under both policies of minor stops. */
export function factorsOf(sums: OeeSums, policy: KpiPolicy): LossReport["factors"] {
  const under = (minorStops: KpiPolicy["minorStops"]) => {
    const { availability, effectiveness, quality, oee } = kpisOf(sums, {
      ...policy,
      minorStops,
    }).figures;
    return { availability, effectiveness, quality, oee };
  };
  return { iso: under("iso"), "six-big-losses": under("six-big-losses") };
}
