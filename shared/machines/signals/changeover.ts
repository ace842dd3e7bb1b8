import { z } from "zod";
import { instant } from "../../kernel/instant.ts";
import type { SignalRules } from "../signal-rules.ts";
import type { MachineState } from "../machine-state.ts";
import type { StateReading } from "./state-reading.ts";

/**
 * A changeover that goes on. `made` and `rejected`: pieces since the change. `goodAt`: when the first piece was counted
 * that no reject has answered yet; it is good unless its reject follows at once.
 */
export const changeoverMemory = z.object({
  since: instant,
  made: z.int(),
  rejected: z.int(),
  goodAt: instant.nullable(),
});
export type Changeover = z.infer<typeof changeoverMemory>;

/** A reject counter may be told after the total that counts the same piece. Milliseconds. */
export const rejectDelayMs = 2_000;

export const changeoverCause = "changeover";

export const beginChangeover = (since: number): Changeover => ({
  since,
  made: 0,
  rejected: 0,
  goodAt: null,
});

/** Pieces counted until `to`. Those counted before the change say nothing. */
export function countChangeover(
  before: Changeover,
  counted: { readonly to: number; readonly total: number; readonly reject: number },
): Changeover {
  if (counted.to <= before.since) return before;
  const made = before.made + counted.total;
  const rejected = before.rejected + counted.reject;
  return {
    ...before,
    made,
    rejected,
    goodAt: made > rejected ? (before.goodAt ?? counted.to) : null,
  };
}

/** When the changeover ended: at the first good piece, once no reject can take it back any more; null = it goes on. */
export function changeoverEnd(
  rules: SignalRules,
  changeover: Changeover,
  now: number,
): number | null {
  const { goodAt } = changeover;
  if (goodAt === null) return null;
  const waits = rules.counts?.reject !== undefined || rules.counts?.testSamples !== undefined;
  return waits && rules.counts?.good === undefined && now - goodAt < rejectDelayMs ? null : goodAt;
}

/** Working, standing and waiting are part of a changeover; what is down, maintained, planned or unknown stays what it is. */
const partOfChangeover: ReadonlySet<MachineState> = new Set([
  "running",
  "stopped",
  "idle",
  "external",
  "setup",
]);

/** The state that a reading means while a changeover goes on. */
export const duringChangeover = (
  changeover: Changeover | null,
  reading: StateReading,
): StateReading =>
  changeover !== null && partOfChangeover.has(reading.state)
    ? { state: "setup", cause: changeoverCause }
    : reading;
