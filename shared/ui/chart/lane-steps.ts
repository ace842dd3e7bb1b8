import type { Span } from "../../kernel/span.ts";
import { missingAt, type TrendLine } from "./trend-line.ts";

/** A stretch of a lane in which one value held. */
export interface LaneStep extends Span {
  /** What is written on it. */
  readonly text: string;
  /** Several values lie in it, closer than the screen can show. */
  readonly isMixed: boolean;
}

/** A switch, state or text as stretches from value to value, up to `until`; none through missing time. */
export function laneSteps(line: TrendLine, from: number, until: number): LaneStep[] {
  const changes: { at: number; text: string | null; isMixed: boolean }[] = [];
  const { before } = line;
  if (before !== null)
    changes.push({ at: from, text: before.text ?? textOf(before.value), isMixed: false });
  line.at.forEach((at, i) => {
    const isMixed = line.min[i] !== line.max[i];
    changes.push({ at, text: textOf(line.last[i]!), isMixed });
  });
  for (const { at, text } of line.texts) changes.push({ at, text, isMixed: false });
  // What held before a lost link is not known to hold after it: the next reading tells.
  for (const { start, cause } of line.missing)
    if (cause !== "down_sampled") changes.push({ at: start, text: null, isMixed: false });
  changes.sort((a, b) => a.at - b.at);
  const steps: LaneStep[] = [];
  changes.forEach((change, i) => {
    const start = Math.max(change.at, from);
    const end = Math.min(changes[i + 1]?.at ?? until, until);
    if (change.text === null || start >= end || missingAt(line, start) !== null) return;
    const last = steps.at(-1);
    const joins =
      last?.end === start && last.text === change.text && last.isMixed === change.isMixed;
    if (joins) steps[steps.length - 1] = { ...last, end };
    else steps.push({ start, end, text: change.text, isMixed: change.isMixed });
  });
  return steps;
}

const textOf = (value: number | null): string | null => (value === null ? null : String(value));
