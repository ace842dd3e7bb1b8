import { localeOf } from "./locale.ts";

const steps = [
  { unit: "second", ms: 1_000, below: 60_000 },
  { unit: "minute", ms: 60_000, below: 3_600_000 },
  { unit: "hour", ms: 3_600_000, below: 86_400_000 },
  { unit: "day", ms: 86_400_000, below: Number.POSITIVE_INFINITY },
] as const;

/** `at` seen from `now`, both UTC milliseconds: `now`, `3 minutes ago`, `in 2 hours`. */
export function relativeTime(at: number, now: number, language: string): string {
  const words = new Intl.RelativeTimeFormat(localeOf(language), { numeric: "auto" });
  const distance = at - now;
  if (Math.abs(distance) < 5_000) return words.format(0, "second");
  const step = steps.find((candidate) => Math.abs(distance) < candidate.below) ?? steps[3];
  return words.format(Math.trunc(distance / step.ms), step.unit);
}
