import type { Span } from "#shared/kernel/span.ts";
import type { MachineState, Provenance } from "#shared/machines/machine-state.ts";
import { readAlong } from "./flatten.ts";
import type { IntervalKind } from "./interval-kind.ts";
import { machineTime, runTime, scheduledTime } from "./machine-time.ts";
import type { OeeInput, RunSpan, TimeClass } from "./time-model.ts";
import { wholeStops, type WholeStop } from "./whole-stop.ts";

/** A stretch of time with its one class and everything that gave it that class. */
export interface ClassifiedSpan extends Span {
  readonly class: TimeClass;
  /** The folded interval it was cut from; null where nothing is known. */
  readonly intervalId: string | null;
  readonly state: MachineState;
  readonly cause: string | null;
  readonly reasonId: string | null;
  readonly provenance: Provenance | null;
  readonly runId: string | null;
  readonly productId: string | null;
  readonly orderNo: string | null;
  /** Active cavities of the run; absent = those of the ideal cycle. */
  readonly cavities?: number;
  readonly shiftId: string | null;
  readonly breakName: string | null;
  /** The whole stop this stretch belongs to, also where a shift or report edge cuts it. */
  readonly stop: WholeStop | null;
}

/**
 * Gives every millisecond of `[span.start, min(span.end, now))` exactly one class: sorted, no gaps, no overlaps.
 *
 * Rows may come in any order and may reach beyond the span. To judge a stop that crosses an edge of the span by its
 * whole length, give its intervals and the shifts it touches whole; what lies beyond the rows given is taken as not
 * scheduled and not known.
 *
 * An order is open where a run covers the instant and names an order or a product. A machine without orders gets a
 * run per product set, so for it "a product is set" means an order is open; a machine with neither has its stops
 * outside breakdowns as `adot`, as OPC 40001-1 says: not executing, no order registered.
 */
export function classifyTime(input: OeeInput): ClassifiedSpan[] {
  const machine = machineTime(input);
  const calendar = scheduledTime(input.shifts);
  const machineAt = readAlong(machine);
  const scheduleAt = readAlong(calendar);
  const stopAt = readAlong(wholeStops(machine, calendar, input.policy.minimumRunMs));
  const runAt = readAlong(runTime(input.runs, input.now));
  const to = Math.min(input.span.end, input.now);

  const spans: ClassifiedSpan[] = [];
  for (let at = input.span.start; at < to; at = spans.at(-1)!.end) {
    const doing = machineAt(at);
    const scheduled = scheduleAt(at);
    const running = runAt(at);
    const stop = stopAt(at).of;
    const run = running.of?.run ?? null;
    const interval = doing.of?.interval ?? null;
    spans.push({
      start: at,
      end: Math.min(to, doing.until, scheduled.until, running.until),
      class: classOf({
        scheduled: scheduled.of !== null,
        onBreak: scheduled.of !== null && scheduled.of.breakName !== null,
        kind: doing.of?.kind ?? "unknown",
        orderOpen: run !== null && isOpenOrder(run),
        minor: stop !== null && isMinor(stop, input.policy.minorStopMs),
      }),
      intervalId: interval?.id ?? null,
      state: interval?.state ?? "unknown",
      cause: interval?.cause ?? null,
      reasonId: interval?.reasonId ?? null,
      provenance: interval?.provenance ?? null,
      runId: run?.id ?? null,
      productId: run?.productId ?? null,
      orderNo: run?.orderNo ?? null,
      ...(run?.cavities != null && { cavities: run.cavities }),
      shiftId: scheduled.of?.shift.id ?? null,
      breakName: scheduled.of?.breakName ?? null,
      stop,
    });
  }
  return spans;
}

/** Everything that decides the class of an instant. */
export interface Situation {
  readonly scheduled: boolean;
  readonly onBreak: boolean;
  readonly kind: IntervalKind;
  readonly orderOpen: boolean;
  /** The whole stop is shorter than the policy's limit. */
  readonly minor: boolean;
}

/**
 * The class of an instant: ISO 22400-2 elements with the rule of OPC 40001-1 (not executing is ADET while an order is
 * open, ADOT when none is). The calendar speaks first: outside shifts nothing else counts, and a break is planned
 * downtime even when no reading tells what the machine did. A broken machine is not available, so a breakdown is
 * ADET with or without an order.
 */
export function classOf({ scheduled, onBreak, kind, orderOpen, minor }: Situation): TimeClass {
  if (!scheduled) return "not_scheduled";
  if (onBreak) return "planned_down";
  switch (kind) {
    case "planned":
      return "planned_down";
    case "running":
      return "apt";
    case "changeover":
      return "aust";
    case "breakdown":
      return "adet_down";
    case "stop":
      if (!orderOpen) return "adot";
      return minor ? "adet_minor" : "adet_down";
    case "external":
      return orderOpen ? "adet_external" : "adot";
    case "idle":
      return "adot";
    case "unknown":
      return "unknown";
    default:
      return kind satisfies never;
  }
}

const isOpenOrder = (run: RunSpan): boolean => run.orderNo !== null || run.productId !== null;

const isMinor = (stop: WholeStop, limitMs: number): boolean =>
  !stop.breakdown && stop.scheduledMs < limitMs;
