import { tagsOf, type SignalRules } from "../signal-rules.ts";
import { loseState, loseTags } from "./change-link.ts";
import { andThen, unchanged, type Derived } from "./derived.ts";
import type { MachineMemory } from "./machine-memory.ts";

/**
 * The engine was off until `now`. From the last instant it certainly watched, the state is unknown and pieces are only
 * known by difference. Every tag has to be seen anew: a new session always sends all values. Whether the links are live
 * the drivers will tell.
 */
export function resumeMachine(rules: SignalRules, memory: MachineMemory, now: number): Derived {
  if (memory.aliveAt === null) return unchanged(memory);
  const since = Math.min(memory.aliveAt, now);
  const blind = loseTags(rules, memory, tagsOf(rules), since, false);
  return andThen(blind, (after) => {
    const resumed = { ...after, lost: {}, blind: {}, acceptStaleAt: null, knownFrom: now };
    const { state } = after;
    if (state === null) return unchanged(resumed);
    if (state.state !== "unknown")
      return loseState(rules, memory, resumed, "engine_stopped", since);
    const { pending, movement } = memory;
    const lostSight = memory.lostSight ?? {
      told: [{ at: Math.max(since, state.at), cause: state.cause ?? "engine_stopped" }],
      before: { state, pending, movement },
    };
    return unchanged({ ...resumed, lostSight });
  });
}
