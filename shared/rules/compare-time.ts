import { lengthOf, type Span } from "../kernel/span.ts";
import type { ClassifiedSpan } from "../oee/classify-time.ts";
import { readAlong } from "../oee/flatten.ts";
import type { TimeClass } from "../oee/time-model.ts";

/** A stretch of time as it stands and as it would be. */
export interface ChangedTime extends Span {
  readonly before: ClassifiedSpan;
  readonly after: ClassifiedSpan;
}

/** Where two classifications of the same time differ in class or reason. Both sorted and gapless. */
export function changedTime(
  before: readonly ClassifiedSpan[],
  after: readonly ClassifiedSpan[],
): ChangedTime[] {
  const changed: ChangedTime[] = [];
  let i = 0;
  let j = 0;
  while (i < before.length && j < after.length) {
    const [old, fresh] = [before[i]!, after[j]!];
    const start = Math.max(old.start, fresh.start);
    const end = Math.min(old.end, fresh.end);
    if (start < end && (old.class !== fresh.class || old.reasonId !== fresh.reasonId))
      changed.push({ start, end, before: old, after: fresh });
    if (old.end <= end) i++;
    if (fresh.end <= end) j++;
  }
  return changed;
}

/** What of a stop would change: how much, and what its longest changed part was and would be. */
export interface ChangedStopTime extends Span {
  readonly changedMs: number;
  readonly main: ChangedTime;
}

/**
 * Changed time by the stop it belongs to; time in which the machine ran belongs to none.
 * @param stops sorted, apart
 */
export function changedStops(
  changed: readonly ChangedTime[],
  stops: readonly Span[],
): ChangedStopTime[] {
  const stopAt = readAlong(stops.map((stop) => ({ start: stop.start, end: stop.end, of: stop })));
  const byStop = new Map<Span, ChangedTime[]>();
  for (const part of changed) {
    const stop = stopAt(part.start).of;
    if (stop === null) continue;
    const parts = byStop.get(stop);
    if (parts === undefined) byStop.set(stop, [part]);
    else parts.push(part);
  }
  return [...byStop].map(([stop, parts]) => ({
    start: stop.start,
    end: stop.end,
    changedMs: parts.reduce((sum, part) => sum + lengthOf(part), 0),
    main: parts.reduce((best, part) => (lengthOf(part) > lengthOf(best) ? part : best)),
  }));
}

/** Adds up how much time moves from where to where. */
export class Moves {
  readonly #classes = new Map<string, { from: TimeClass; to: TimeClass; ms: number }>();
  readonly #reasons = new Map<
    string,
    { from: string | null; to: string | null; ms: number; stops: number }
  >();

  add(changed: readonly ChangedTime[], stops: readonly ChangedStopTime[]): void {
    for (const { before, after, ...span } of changed) {
      if (before.class !== after.class)
        this.#classOf(before.class, after.class).ms += lengthOf(span);
      if (before.reasonId !== after.reasonId)
        this.#reasonOf(before.reasonId, after.reasonId).ms += lengthOf(span);
    }
    for (const { main } of stops)
      if (main.before.reasonId !== main.after.reasonId)
        this.#reasonOf(main.before.reasonId, main.after.reasonId).stops += 1;
  }

  /** The most time first. */
  classes(): { from: TimeClass; to: TimeClass; ms: number }[] {
    return [...this.#classes.values()].sort((a, b) => b.ms - a.ms);
  }

  /** By reason ids, null = none; the most time first. */
  reasons(): { from: string | null; to: string | null; ms: number; stops: number }[] {
    return [...this.#reasons.values()].sort((a, b) => b.ms - a.ms);
  }

  #classOf(from: TimeClass, to: TimeClass) {
    const key = `${from} ${to}`;
    const move = this.#classes.get(key) ?? { from, to, ms: 0 };
    this.#classes.set(key, move);
    return move;
  }

  #reasonOf(from: string | null, to: string | null) {
    const key = `${from} ${to}`;
    const move = this.#reasons.get(key) ?? { from, to, ms: 0, stops: 0 };
    this.#reasons.set(key, move);
    return move;
  }
}
