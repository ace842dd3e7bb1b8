import { lengthOf } from "../kernel/span.ts";
import type { ClassifiedSpan } from "../oee/classify-time.ts";
import type { TimeClass } from "../oee/time-model.ts";

/** Planned time that made nothing. Unknown time is no loss of this list: coverage tells of it. */
const lossClasses: readonly TimeClass[] = [
  "aust",
  "adet_minor",
  "adet_down",
  "adet_external",
  "adot",
];

/** One loss of a shift; `reasonId` null = nobody gave one, and the class says what it was. */
export interface ShiftLoss {
  readonly reasonId: string | null;
  readonly timeClass: TimeClass;
  readonly ms: number;
  readonly stops: number;
  readonly machineCodes: readonly string[];
}

export interface MachineTimeOfShift {
  readonly code: string;
  readonly spans: readonly ClassifiedSpan[];
}

/**
 * The largest losses of a shift over its machines, largest first. Time with a reason is added up by reason, whatever
 * class it has; time without one by class. A stop cut by the calendar counts once.
 */
export function lossesOfShift(machines: readonly MachineTimeOfShift[], most: number): ShiftLoss[] {
  const losses = new Map<
    string,
    { -readonly [Key in keyof ShiftLoss]: ShiftLoss[Key] } & { begun: Set<string> }
  >();
  for (const { code, spans } of machines) {
    for (const span of spans) {
      if (!lossClasses.includes(span.class)) continue;
      const key = span.reasonId ?? span.class;
      const loss = losses.get(key) ?? {
        reasonId: span.reasonId,
        timeClass: span.class,
        ms: 0,
        stops: 0,
        machineCodes: [],
        begun: new Set<string>(),
      };
      loss.ms += lengthOf(span);
      loss.begun.add(`${code} ${span.stop?.start ?? span.intervalId}`);
      if (!loss.machineCodes.includes(code)) loss.machineCodes = [...loss.machineCodes, code];
      losses.set(key, loss);
    }
  }
  return [...losses.values()]
    .map(({ begun, ...loss }) => ({ ...loss, stops: begun.size }))
    .toSorted((a, b) => b.ms - a.ms)
    .slice(0, most);
}
