import type { EnergyRule } from "../signal-rules.ts";
import type { TagValue } from "../sample.ts";
import type { SteppedCounter } from "./counter-step.ts";
import { countOf } from "./signal-value.ts";

/** Milliwatt-hours in one count of each unit; a kilowatt-hour is 10⁶ of them. */
const mwhPerUnit = { Wh: 1_000, kWh: 1_000_000, MWh: 1_000_000_000 } as const;

/** Milliwatt-hours that one count of the meter is worth. */
export const mwhPerCount = (rule: EnergyRule): number =>
  rule.unit === "pulse" ? (rule.whPerPulse ?? 0) * mwhPerUnit.Wh : mwhPerUnit[rule.unit];

/**
 * An energy meter as a counter of whole milliwatt-hours, so that the rules of counters (wrap, reset, sight lost) hold for
 * it. The declared power is always there: it tells a wrap from a reset and a glitch from energy.
 */
export const energyCounter = (rule: EnergyRule): SteppedCounter => ({
  tag: rule.tag,
  ...(rule.modulus !== undefined && { modulus: Math.round(rule.modulus * mwhPerCount(rule)) }),
  reset: rule.reset,
  // Meters that are read as a fraction may step back by the last digit.
  jitter: rule.unit === "pulse" ? 0 : Math.ceil(mwhPerCount(rule) / 1_000),
  maxPerMinute: (rule.maxKw * 1_000_000) / 60,
  piecesPerCount: 1,
  // A meter repeats its value until the next step, which may follow the last reading at once.
  countsPerStep: Math.ceil(mwhPerCount(rule)),
});

/** What the meter shows in milliwatt-hours; null when it shows no number. */
export function energyReading(rule: EnergyRule, value: TagValue): bigint | null {
  const whole = countOf(value);
  const factor = mwhPerCount(rule);
  if (whole !== null && Number.isSafeInteger(factor)) return whole * BigInt(factor);
  const number =
    whole !== null
      ? Number(whole)
      : typeof value === "number"
        ? value
        : typeof value === "string" && value.trim() !== ""
          ? Number(value)
          : Number.NaN;
  const energy = Math.round(number * factor);
  return Number.isFinite(energy) ? BigInt(energy) : null;
}
