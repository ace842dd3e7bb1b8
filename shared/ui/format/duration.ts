import { noBreakSpace } from "./number.ts";

/**
 * Milliseconds as people say them: `42 s`, `4 min 12 s` (below ten minutes), `38 min`, `1 h 23 min`, `3 d 4 h`.
 * Unit symbols are SI and the same in every language. Cut, not rounded: a stop never looks longer than it is.
 */
export function duration(ms: number): string {
  const sign = ms < 0 ? "−" : "";
  const seconds = Math.floor(Math.abs(ms) / 1_000);
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  const days = Math.floor(hours / 24);
  if (minutes === 0) return sign + part(seconds, "s");
  if (minutes < 10) return sign + both(minutes, "min", seconds % 60, "s");
  if (hours === 0) return sign + part(minutes, "min");
  if (days < 2) return sign + both(hours, "h", minutes % 60, "min");
  return sign + both(days, "d", hours % 24, "h");
}

const part = (value: number, unit: string): string => `${value}${noBreakSpace}${unit}`;

const both = (big: number, bigUnit: string, small: number, smallUnit: string): string =>
  small === 0 ? part(big, bigUnit) : `${part(big, bigUnit)} ${part(small, smallUnit)}`;
