import type { LiveValue } from "#shared/connections/connection-rows.ts";
import type { TrendLine } from "#shared/ui/chart/trend-line.ts";

/** A live value that came after what was read from the historian. */
export interface TailPoint {
  readonly at: number;
  readonly value: number | null;
  readonly text: string | null;
}

/** Undefined when the engine has not heard of the tag yet. */
export function tailPoint({
  value,
  quality,
  sourceTime,
  receivedTime,
}: LiveValue): TailPoint | undefined {
  const at = sourceTime ?? receivedTime;
  if (quality === "none" || at === null) return undefined;
  if (quality === "bad" || value === null) return { at, value: null, text: null };
  if (typeof value === "string") return { at, value: null, text: value };
  return { at, value: Number(value), text: null };
}

/** The line with the live values that are newer than its last point. */
export function withTail(line: TrendLine, tail: readonly TailPoint[]): TrendLine {
  const last = Math.max(line.at.at(-1) ?? -Infinity, line.texts.at(-1)?.at ?? -Infinity);
  const newer = tail.filter(({ at }) => at > last);
  if (newer.length === 0) return line;
  const numbers = newer.filter(({ text }) => text === null);
  const values = numbers.map(({ value }) => value);
  const first = newer[0]!.at;
  return {
    ...line,
    at: [...line.at, ...numbers.map(({ at }) => at)],
    min: [...line.min, ...values],
    max: [...line.max, ...values],
    last: [...line.last, ...values],
    texts: [
      ...line.texts,
      ...newer.flatMap(({ at, text }) => (text === null ? [] : [{ at, text }])),
    ],
    // A value that arrives ends what was missing when the historian was asked.
    missing: line.missing.map((time) =>
      time.end > first && time.start < first ? { ...time, end: first } : time,
    ),
  };
}
