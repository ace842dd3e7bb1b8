import { lengthOf } from "../kernel/span.ts";
import { classifyTime, type ClassifiedSpan } from "../oee/classify-time.ts";
import type { OeeInput, TimeClass } from "../oee/time-model.ts";
import { reasonOf, stopKey, stopsBegun } from "./loss-entries.ts";

/** The shares of one stop that fit a filter, put together. */
export interface LostStretch {
  start: number;
  end: number;
  /** May be less than `end − start`: breaks, unscheduled time and what does not fit are left out. */
  ms: number;
  begins: boolean;
  isOpen: boolean;
  wholeMs: number;
  readonly msByClass: Map<TimeClass, number>;
  readonly cause: string | null;
  readonly reasonId: string | null;
  readonly productId: string | null;
  readonly shiftId: string | null;
}

/**
 * Adds the stretches of lost time in the input's span that fit to those found in other parts of the machine's time.
 * A stop has the same key wherever it is met, so that parts loaded one after the other end in one stretch.
 */
export function addLostStretches(
  found: Map<string, LostStretch>,
  input: OeeInput,
  fits: (span: ClassifiedSpan, reasonId: string | null) => boolean,
): void {
  const spans = classifyTime(input);
  const begun = stopsBegun(input, spans);
  const knownEnd = Math.min(input.now, input.span.end);
  for (const span of spans) {
    const reasonId = reasonOf(span);
    if (!fits(span, reasonId)) continue;
    const key = `${stopKey(span) ?? `${span.class} ${span.start}`}${span.breakName === null ? "" : " break"}`;
    let stretch = found.get(key);
    if (stretch === undefined) {
      stretch = {
        start: span.start,
        end: span.end,
        ms: 0,
        begins: false,
        isOpen: false,
        wholeMs: span.stop?.elapsedMs ?? lengthOfInterval(input, span),
        msByClass: new Map(),
        cause: span.cause,
        reasonId,
        productId: span.productId,
        shiftId: span.shiftId,
      };
      found.set(key, stretch);
    }
    stretch.start = Math.min(stretch.start, span.start);
    stretch.end = Math.max(stretch.end, span.end);
    stretch.ms += lengthOf(span);
    stretch.begins ||= begun.has(span);
    stretch.isOpen ||= span.end === knownEnd && knownEnd === input.now && isOpen(input, span);
    stretch.msByClass.set(span.class, (stretch.msByClass.get(span.class) ?? 0) + lengthOf(span));
  }
}

/** The class of most of its time. */
export const mainClass = ({ msByClass }: LostStretch): TimeClass =>
  [...msByClass].reduce((most, entry) => (entry[1] > most[1] ? entry : most))[0];

const intervalsOf = (input: OeeInput, { intervalId }: ClassifiedSpan) =>
  input.intervals.filter(({ id }) => id === intervalId);

function lengthOfInterval(input: OeeInput, span: ClassifiedSpan): number {
  if (span.intervalId === null) return lengthOf(span);
  return intervalsOf(input, span).reduce(
    (ms, { start, end }) => ms + Math.min(end ?? input.now, input.now) - start,
    0,
  );
}

const isOpen = (input: OeeInput, span: ClassifiedSpan): boolean =>
  span.stop?.open ?? intervalsOf(input, span).some(({ end }) => end === null || end > input.now);
