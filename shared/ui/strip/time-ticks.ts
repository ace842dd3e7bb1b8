import type { Span } from "#shared/kernel/span.ts";

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const steps = [
  second,
  5 * second,
  15 * second,
  30 * second,
  minute,
  2 * minute,
  5 * minute,
  10 * minute,
  15 * minute,
  30 * minute,
  hour,
  2 * hour,
  3 * hour,
  6 * hour,
  12 * hour,
  24 * hour,
  48 * hour,
  168 * hour,
];

/** Round local times inside the view, at most `atMost` of them. `offsetMs`: the zone's offset from UTC there. */
export function timeTicks(
  view: Span,
  atMost: number,
  offsetMs: number,
): { at: readonly number[]; stepMs: number } {
  const length = view.end - view.start;
  const stepMs = steps.find((step) => length / step <= Math.max(1, atMost)) ?? steps.at(-1)!;
  const first = Math.ceil((view.start + offsetMs) / stepMs) * stepMs - offsetMs;
  const at: number[] = [];
  for (let tick = first; tick <= view.end; tick += stepMs) at.push(tick);
  return { at, stepMs };
}
