import type { Span } from "#shared/kernel/span.ts";
import { byText, flatten, type Piece } from "./flatten.ts";
import { kindOf, strengthOf, type IntervalKind } from "./interval-kind.ts";
import type { OeeInput, RunSpan, ShiftSpan, StateInterval } from "./time-model.ts";

/** An interval as known at `now`: with an end, and with the kind its reason gives it. */
export interface KnownInterval extends Span {
  readonly kind: IntervalKind;
  readonly interval: StateInterval;
  /** Not ended at `now`: its length is not final. */
  readonly open: boolean;
}

/** What the machine did, one interval per instant; gaps where nothing is known. */
export function machineTime(
  input: Pick<OeeInput, "intervals" | "reasonCategories" | "now">,
): Piece<KnownInterval>[] {
  const known = input.intervals.flatMap((interval): KnownInterval[] => {
    const end = Math.min(interval.end ?? Infinity, input.now);
    if (interval.start >= end) return [];
    const category =
      interval.reasonId === null ? null : (input.reasonCategories.get(interval.reasonId) ?? null);
    const open = interval.end === null || interval.end > input.now;
    return [{ start: interval.start, end, kind: kindOf(interval.state, category), interval, open }];
  });
  return flatten(
    known,
    (a, b) =>
      strengthOf[b.kind] - strengthOf[a.kind] ||
      a.start - b.start ||
      byText(a.interval.id, b.interval.id),
  );
}

/** A moment of the shift calendar: inside a shift, and perhaps in one of its breaks. */
export interface ScheduledTime {
  readonly shift: ShiftSpan;
  readonly breakName: string | null;
}

/** The shift calendar, one shift per instant, cut at its breaks; gaps are not scheduled. */
export function scheduledTime(shifts: readonly ShiftSpan[]): Piece<ScheduledTime>[] {
  const one = flatten(shifts, (a, b) => a.start - b.start || byText(a.id, b.id));
  return one.flatMap(({ start, end, of: shift }) => {
    const breaks = flatten(shift.breaks, (a, b) => a.start - b.start || byText(a.name, b.name));
    const pieces: Piece<ScheduledTime>[] = [];
    let at = start;
    const upTo = (until: number, breakName: string | null): void => {
      const stop = Math.min(until, end);
      if (stop > at) pieces.push({ start: at, end: stop, of: { shift, breakName } });
      at = Math.max(at, stop);
    };
    for (const pause of breaks) {
      upTo(pause.start, null);
      upTo(pause.end, pause.of.name);
    }
    upTo(end, null);
    return pieces;
  });
}

/**
 * What the machine had to make, one run per instant. Two runs at once are refused where runs are written; should
 * they meet here all the same, the one begun last has the instant.
 */
export function runTime(
  runs: readonly RunSpan[],
  now: number,
): Piece<Span & { readonly run: RunSpan }>[] {
  const known = runs.map((run) => ({ start: run.start, end: Math.min(run.end ?? now, now), run }));
  return flatten(
    known.filter((run) => run.start < run.end),
    (a, b) => b.start - a.start || byText(a.run.id, b.run.id),
  );
}
