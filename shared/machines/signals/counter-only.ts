import { z } from "zod";
import { instant } from "../../kernel/instant.ts";

/**
 * What the counter of a machine without a state signal tells about its movement.
 * `lastAt`: the last count, or, while `counted` is false, the first trustworthy reading after a gap.
 */
export const movement = z.object({
  lastAt: instant,
  counted: z.boolean(),
  state: z.enum(["running", "stopped"]).nullable(),
});
export type Movement = z.infer<typeof movement>;

/** `factor` × the expected cycle, at least `minimumMs`. Milliseconds. */
export interface CounterOnlyLimits {
  readonly factor: number;
  readonly minimumMs: number;
  readonly expectedCycleMs: number;
}

/** A change of the inferred state and the instant it holds from. */
export interface MovementChange {
  readonly state: "running" | "stopped";
  readonly since: number;
}

export const silenceMs = (limits: CounterOnlyLimits): number =>
  Math.max(limits.minimumMs, limits.factor * limits.expectedCycleMs);

/** A reading that tells no movement (first one, first after a gap, unchanged): time starts to run from the first of them. */
export const seenStill = (before: Movement | null, at: number): Movement =>
  before ?? { lastAt: at, counted: false, state: null };

/**
 * A count at `at`. The piece took a cycle, so the machine ran since one expected cycle before; when less than the silence
 * limit has passed since the count before, there was no stop at all, even if a tick took it for one already.
 */
export function countSeen(
  limits: CounterOnlyLimits,
  before: Movement | null,
  at: number,
): { movement: Movement; changes: MovementChange[] } {
  const changes: MovementChange[] = [];
  const paused = before !== null && at - before.lastAt >= silenceMs(limits);
  if (paused && before.state !== "stopped")
    changes.push({ state: "stopped", since: before.lastAt });
  const cycleStart = at - limits.expectedCycleMs;
  const since =
    before === null
      ? cycleStart
      : before.counted && !paused
        ? before.lastAt
        : Math.max(before.lastAt, cycleStart);
  if (paused || before?.state !== "running") changes.push({ state: "running", since });
  return { movement: { lastAt: at, counted: true, state: "running" }, changes };
}

/** No count up to `now`: stopped since the last count once the silence limit has passed, else null. */
export function silenceSeen(
  limits: CounterOnlyLimits,
  before: Movement,
  now: number,
): { movement: Movement; change: MovementChange } | null {
  if (before.state === "stopped" || now - before.lastAt < silenceMs(limits)) return null;
  return {
    movement: { ...before, state: "stopped" },
    change: { state: "stopped", since: before.lastAt },
  };
}
