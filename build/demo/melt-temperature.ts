import { minuteMs } from "#shared/kernel/instant.ts";
import type { Moment } from "./machine-model.ts";
import { scatter } from "./random.ts";

/** Degrees Celsius at which the melt is kept, and how far day, heating and measuring move it to either side. */
const setPoint = 228;
const drifts = [
  { everyMinutes: 24 * 60, degrees: 1.6 },
  { everyMinutes: 47, degrees: 0.9 },
  { everyMinutes: 11, degrees: 0.4 },
];
const noiseDegrees = 0.15;

/** A machine that stands cools down until it is heated up again for the restart. */
const coolingPerMinute = 0.4;
const deepestCooling = 14;

/** Melt temperature with one decimal. Stands still between two beats, counted from the start of the phase. */
export function meltTemperature({ at, phase }: Moment, beatMs: number): number {
  const beatAt = phase.start + Math.floor((at - phase.start) / beatMs) * beatMs;
  const drift = drifts.reduce(
    (sum, { everyMinutes, degrees }) =>
      sum + degrees * Math.sin((2 * Math.PI * beatAt) / (everyMinutes * minuteMs)),
    0,
  );
  const noise = (scatter(Math.floor(beatAt / 1_000)) - 0.5) * 2 * noiseDegrees;
  const cooling = phase.kind === "run" ? 0 : coolingAt(beatAt, phase);
  return Math.round((setPoint + drift + noise - cooling) * 10) / 10;
}

/** Nothing at either end of the stand, most in its middle; a stand without a known end does not cool. */
function coolingAt(at: number, { start, end }: Moment["phase"]): number {
  if (!Number.isFinite(end)) return 0;
  const deepest = Math.min(deepestCooling, (coolingPerMinute * (end - start)) / minuteMs);
  return deepest * Math.sin((Math.PI * (at - start)) / (end - start));
}
