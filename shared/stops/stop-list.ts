import { clip, lengthOf, type Span } from "../kernel/span.ts";
import type { MachineState } from "../machines/machine-state.ts";
import type { ClassifiedSpan } from "../oee/classify-time.ts";
import { readAlong, type Piece } from "../oee/flatten.ts";
import type { TimeClass } from "../oee/time-model.ts";
import { isUnclassified, standstillOf, unclassifiedOf } from "./unclassified.ts";

/** A standstill as people see it; what `StopRow` says of it in full. */
export interface Stop extends Span {
  readonly isOpen: boolean;
  readonly elapsedMs: number;
  /** Inside shifts and outside breaks. */
  readonly scheduledMs: number;
  /** The part of `scheduledMs` inside the range asked for. */
  readonly shareMs: number;
  readonly parts: number;
  readonly state: MachineState;
  readonly cause: string | null;
  readonly reasonId: string | null;
  /** The class that was said of it; null = what the machine named holds. */
  readonly classId: string | null;
  readonly productId: string | null;
  readonly orderNo: string | null;
  readonly shiftId: string | null;
  readonly timeClass: TimeClass;
  /** Shorter than the limit of minor stops, also when it counts as a breakdown. */
  readonly isShort: boolean;
  readonly isMinor: boolean;
  /** The part of `shareMs` that waits for a reason. */
  readonly unclassifiedMs: number;
  readonly isUnclassified: boolean;
}

interface StopListInput {
  /** The classified time of one machine, with what reaches over the edges of the range. */
  readonly spans: readonly ClassifiedSpan[];
  /** Classes that hold over that time, sorted and apart. */
  readonly classes: readonly (Span & { readonly id: string })[];
  readonly range: Span;
  readonly minorStopMs: number;
  /** The last of the spans goes on at `now`. */
  readonly isOpen: boolean;
}

/** Standstill that nobody has to explain: the machine's own state does. */
const explainsItself: ReadonlySet<MachineState> = new Set(["setup", "maintenance"]);

const hasOrder = ({ orderNo, productId }: ClassifiedSpan): boolean =>
  orderNo !== null || productId !== null;

/** Whether a stretch is part of a stop that people look at. Idle time is one when there was something to make. */
function isStop(span: ClassifiedSpan, classId: string | null): boolean {
  switch (span.state) {
    case "stopped":
    case "down":
    case "external":
    case "setup":
    case "maintenance":
      return true;
    case "idle":
      return hasOrder(span) || classId !== null;
    case "running":
    case "planned":
    case "unknown":
      return false;
    default:
      return span.state satisfies never;
  }
}

const isScheduled = (span: ClassifiedSpan): boolean =>
  span.shiftId !== null && span.breakName === null;

/** The stops of one machine that touch a range and cost planned time, sorted. Each is whole, also beyond the range. */
export function stopsOf(input: StopListInput): Stop[] {
  const classAt = readAlong(
    input.classes.map((row): Piece<string> => ({ start: row.start, end: row.end, of: row.id })),
  );
  const stops: { key: string; classId: string | null; spans: ClassifiedSpan[] }[] = [];
  for (const span of input.spans) {
    const classId = classAt(span.start).of;
    if (!isStop(span, classId)) continue;
    const key = classId ?? `${standstillOf(span.state)} ${span.reasonId}`;
    const last = stops.at(-1);
    const goesOn = last?.key === key && (classId !== null || last.spans.at(-1)!.end === span.start);
    if (goesOn) last.spans.push(span);
    else stops.push({ key, classId, spans: [span] });
  }
  return stops
    .map(({ classId, spans }) => stopOf(spans, classId, input))
    .filter((stop) => stop.scheduledMs > 0 && clip(stop, input.range) !== undefined);
}

function stopOf(
  spans: readonly ClassifiedSpan[],
  classId: string | null,
  { range, minorStopMs, isOpen, spans: all }: StopListInput,
): Stop {
  const first = spans[0]!;
  const last = spans.at(-1)!;
  const scheduled = spans.filter(isScheduled);
  const scheduledMs = sum(scheduled.map(lengthOf));
  const main = longest(spans, (span) => span.state);
  const explained = explainsItself.has(main.state);
  const isShort =
    !explained && spans.every(({ stop }) => (stop?.scheduledMs ?? scheduledMs) < minorStopMs);
  const isMinor = isShort && spans.every(({ stop }) => stop?.breakdown !== true);
  return {
    start: first.start,
    end: last.end,
    isOpen: isOpen && last === all.at(-1),
    elapsedMs: sum(spans.map(lengthOf)),
    scheduledMs,
    shareMs: sum(scheduled.map((span) => lengthOf(clip(span, range) ?? nothing))),
    parts: 1 + spans.filter((span, i) => i > 0 && spans[i - 1]!.end !== span.start).length,
    state: main.state,
    cause: main.cause ?? spans.find(({ cause }) => cause !== null)?.cause ?? null,
    reasonId: first.reasonId,
    classId,
    productId: first.productId,
    orderNo: first.orderNo,
    shiftId: (scheduled[0] ?? first).shiftId,
    timeClass: longest(scheduled.length > 0 ? scheduled : spans, (span) => span.class).class,
    isShort,
    isMinor,
    unclassifiedMs: unclassifiedOf(spans, range).ms,
    isUnclassified: spans.some(isUnclassified),
  };
}

const nothing: Span = { start: 0, end: 0 };

const sum = (lengths: readonly number[]): number => lengths.reduce((all, ms) => all + ms, 0);

/** The longest of the spans that have most of the time between them. */
function longest(
  spans: readonly ClassifiedSpan[],
  by: (span: ClassifiedSpan) => string,
): ClassifiedSpan {
  const times = new Map<string, number>();
  for (const span of spans) times.set(by(span), (times.get(by(span)) ?? 0) + lengthOf(span));
  const most = [...times].reduce((best, one) => (one[1] > best[1] ? one : best))[0];
  return spans
    .filter((span) => by(span) === most)
    .reduce((best, span) => (lengthOf(span) > lengthOf(best) ? span : best));
}
