import { clip, lengthOf, type Span } from "#shared/kernel/span.ts";
import { pieceShare, type BookedCount } from "../oee/book-counts.ts";
import { classifyTime, type ClassifiedSpan } from "../oee/classify-time.ts";
import type { OeeInput, TimeClass } from "../oee/time-model.ts";

/** Time of one class, reason and product, and the stops that begin in it. What Paretos and waterfalls add up. */
export interface TimeEntry {
  readonly timeClass: TimeClass;
  /** Null = nobody and nothing gave one, or time of a kind that has none: production, breaks, time nobody knows. */
  readonly reasonId: string | null;
  readonly productId: string | null;
  readonly ms: number;
  readonly stops: number;
}

/** Pieces of one product at one ideal cycle, so that standard time stays an exact product. */
export interface OutputEntry {
  readonly share: "busy" | "unknown" | "unplanned";
  readonly productId: string | null;
  /** Null = no ideal cycle was valid. */
  readonly ideal: { readonly cycleUs: number; readonly cavities: number } | null;
  readonly total: number;
  readonly reject: number;
  /** Null = not recorded. */
  readonly rework: number | null;
}

/** Everything of a machine and span that analysis adds up; parts of a span, machines and days add to the whole. */
export interface LossEntries {
  readonly time: readonly TimeEntry[];
  readonly output: readonly OutputEntry[];
}

/** The reason a stretch is counted under. */
export function reasonOf(span: ClassifiedSpan): string | null {
  if (span.breakName !== null) return null;
  switch (span.class) {
    case "apt":
    case "not_scheduled":
    case "unknown":
      return null;
    case "planned_down":
    case "aust":
    case "adet_minor":
    case "adet_down":
    case "adet_external":
    case "adot":
      return span.reasonId;
    default:
      return span.class satisfies never;
  }
}

/** Not production, and inside planned time or planned down by itself: the time of a stop that is counted. */
const isLoss = (span: ClassifiedSpan): boolean =>
  span.class !== "apt" && span.class !== "not_scheduled" && span.breakName === null;

/**
 * What makes stretches one stop: the whole standstill they belong to and their reason, so that a stop told apart at
 * an instant is two. Set-up, idle and unknown time go by their interval. Null = no reading at all: no stop.
 */
export const stopKey = (span: ClassifiedSpan): string | null =>
  span.stop === null && span.intervalId === null
    ? null
    : `${span.stop?.start ?? span.intervalId} ${reasonOf(span) ?? ""}`;

/**
 * The spans in which a stop begins: the first stretch of it that is lost time, so that a stop is counted once, whatever
 * shift, hour or order cuts it, and one that began outside shifts counts where the shift begins.
 *
 * @param spans of `input.span`, as `timeAndPieces` gives them; the input must hold the stops at its edges whole
 */
export function stopsBegun(
  input: OeeInput,
  spans: readonly ClassifiedSpan[],
): ReadonlySet<ClassifiedSpan> {
  const seen = new Set<string>();
  const begun = new Set<ClassifiedSpan>();
  const earliest = input.intervals.reduce(
    (start, interval) => Math.min(start, interval.start),
    input.span.start,
  );
  const before = { start: earliest, end: input.span.start };
  if (before.start < before.end) {
    for (const span of classifyTime({ ...input, span: before })) {
      const key = isLoss(span) ? stopKey(span) : null;
      if (key !== null) seen.add(key);
    }
  }
  for (const span of spans) {
    const key = isLoss(span) ? stopKey(span) : null;
    if (key === null || seen.has(key)) continue;
    seen.add(key);
    begun.add(span);
  }
  return begun;
}

/** The entries of a part of classified time. `spans` may reach beyond it; `begun` as `stopsBegun` tells. */
export function entriesIn(
  part: Span,
  spans: readonly ClassifiedSpan[],
  begun: ReadonlySet<ClassifiedSpan>,
  counts: readonly BookedCount[],
): LossEntries {
  const time = new Map<string, { -readonly [Key in keyof TimeEntry]: TimeEntry[Key] }>();
  for (const span of spans) {
    const inside = clip<Span>(span, part);
    if (inside === undefined) continue;
    const reasonId = reasonOf(span);
    const productId = span.class === "not_scheduled" ? null : span.productId;
    const key = `${span.class} ${reasonId ?? ""} ${productId ?? ""}`;
    let entry = time.get(key);
    if (entry === undefined) {
      entry = { timeClass: span.class, reasonId, productId, ms: 0, stops: 0 };
      time.set(key, entry);
    }
    entry.ms += lengthOf(inside);
    if (inside.start === span.start && begun.has(span)) entry.stops += 1;
  }
  return { time: [...time.values()], output: outputOf(counts) };
}

function outputOf(counts: readonly BookedCount[]): OutputEntry[] {
  const output = new Map<string, { -readonly [Key in keyof OutputEntry]: OutputEntry[Key] }>();
  for (const count of counts) {
    const share = pieceShare[count.class];
    const ideal =
      count.ideal === null
        ? null
        : { cycleUs: count.ideal.cycleUs, cavities: count.ideal.cavities };
    const key = `${share} ${count.productId ?? ""} ${ideal?.cycleUs ?? ""}/${ideal?.cavities ?? ""}`;
    let entry = output.get(key);
    if (entry === undefined) {
      entry = { share, productId: count.productId, ideal, total: 0, reject: 0, rework: null };
      output.set(key, entry);
    }
    entry.total += count.total;
    entry.reject += count.reject;
    if (count.rework !== null) entry.rework = (entry.rework ?? 0) + count.rework;
  }
  return [...output.values()];
}
