import { minuteMs, minuteOf } from "../kernel/instant.ts";
import type { EnergyFact } from "./machine-fact.ts";
import { shareOf } from "./share-of.ts";

/** The energy of a fact that was drawn in one minute. */
export interface MinuteEnergy {
  readonly minute: number;
  readonly energyMwh: number;
}

/** Splits an energy fact evenly over the minutes it touches, in whole milliwatt-hours. The parts sum exactly; minutes without any are left out. */
export function spreadEnergy(fact: EnergyFact): MinuteEnergy[] {
  const length = fact.to - fact.from;
  const parts: MinuteEnergy[] = [];
  let [from, drawn] = [fact.from, 0];
  while (from < fact.to) {
    const minute = minuteOf(from);
    const to = Math.min(minute + minuteMs, fact.to);
    const until = shareOf(fact.energyMwh, to - fact.from, length);
    if (until !== drawn) parts.push({ minute, energyMwh: until - drawn });
    [from, drawn] = [to, until];
  }
  return parts;
}
