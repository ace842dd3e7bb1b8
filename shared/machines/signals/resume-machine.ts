import type { SignalRules } from "../signal-rules.ts";
import { loseMachine } from "./change-link.ts";
import { andThen, unchanged, type Derived } from "./derived.ts";
import { claimUnknown } from "./evaluate-state.ts";
import type { MachineMemory } from "./machine-memory.ts";

/**
 * The engine was off until `now`. From the last instant it certainly watched, the state is unknown and pieces are only
 * known by difference. Every tag has to be seen anew: a new session always sends all values. Whether the links are live
 * the drivers will tell.
 */
export function resumeMachine(rules: SignalRules, memory: MachineMemory, now: number): Derived {
  if (memory.aliveAt === null) return unchanged(memory);
  const since = Math.min(memory.aliveAt, now);
  const blind = loseMachine(rules, memory, since, false);
  return andThen(blind, (after) => {
    const resumed = { ...after, lost: {}, knownFrom: now };
    const known = after.state !== null && after.state.state !== "unknown";
    return known ? claimUnknown(resumed, "engine_stopped", since) : unchanged(resumed);
  });
}
