import { clip, lengthOf, type Span } from "../kernel/span.ts";
import type { MachineState } from "../machines/machine-state.ts";
import type { ClassifiedSpan } from "../oee/classify-time.ts";
import type { TimeClass } from "../oee/time-model.ts";

/** Classes of standstill that somebody has to explain: not minor, with something to make, and no set-up or plan that says it. */
export const askingClasses = ["adet_down", "adet_external"] as const satisfies readonly TimeClass[];

/** Whether time of this class with this reason waits for one: the rule every list, report, audit and alert counts by. */
export const asksForReason = (timeClass: TimeClass, reasonId: string | null): boolean =>
  reasonId === null && askingClasses.some((one) => one === timeClass);

export const isUnclassified = (span: ClassifiedSpan): boolean =>
  asksForReason(span.class, span.reasonId);

/** Stopped and broken are one standstill; every other state is one of its own. */
export const standstillOf = (state: MachineState): string =>
  state === "stopped" || state === "down" ? "stop" : state;

/**
 * The time of a machine that waits for a reason, in milliseconds inside the range, and in how many stops. `spans` are
 * sorted and may reach beyond the range. A stop counts once however breaks and runs of orders cut it; a reason given to its
 * middle leaves two.
 */
export function unclassifiedOf(
  spans: readonly ClassifiedSpan[],
  range: Span,
): { ms: number; stops: number } {
  const total = { ms: 0, stops: 0 };
  let standing: string | null = null;
  for (const span of spans) {
    const inside = clip(span, range);
    if (inside === undefined) continue;
    const standstill = span.reasonId === null ? standstillOf(span.state) : null;
    if (isUnclassified(span)) {
      total.ms += lengthOf(inside);
      if (standstill !== standing) total.stops += 1;
      standing = standstill;
    } else if (standstill !== standing) standing = null;
  }
  return total;
}
