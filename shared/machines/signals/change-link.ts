import type { LinkChange, LinkLossCause } from "../sample.ts";
import { tagsOf, type SignalRules } from "../signal-rules.ts";
import { loseSight } from "./counter.ts";
import { andThen, unchanged, type Derived } from "./derived.ts";
import { claimUnknown, evaluateState } from "./evaluate-state.ts";
import { applyCounter } from "./machine-counts.ts";
import { isLive, type MachineMemory } from "./machine-memory.ts";
import { countersOf } from "./needed-tags.ts";
import { holdMsOf } from "./read-state.ts";
import { settlePending } from "./settle-state.ts";

/**
 * After a link is live again a server sends the present value of every tag, or, when it kept our subscription, only
 * what changed. So a tag that is still silent after this long is unchanged. Milliseconds.
 */
export const confirmAfterLiveMs = 5_000;

/** Nobody answered at the address, or the server said that it started anew: a PLC that restarts looks like this. */
const confirmsReset = (cause: LinkLossCause): boolean =>
  cause === "server_restarted" || cause === "unreachable";

/** From `at` on nothing is known of the machine: counters, movement, and every tag waits to be seen again. */
export function loseMachine(
  rules: SignalRules,
  memory: MachineMemory,
  at: number,
  restarted: boolean,
): Derived {
  const held = settlePending(memory, at, holdMsOf(rules.state));
  const blind = andThen(held, (after) =>
    unchanged({
      ...after,
      pending: null,
      movement: null,
      stale: tagsOf(rules),
      acceptStaleAt: null,
    }),
  );
  return countersOf(rules).reduce(
    (derived, { role, rule }) =>
      andThen(derived, (after) => {
        const counter = after.counters[rule.tag];
        if (counter === undefined) return unchanged(after);
        return applyCounter(
          rules,
          after,
          { role, tagCode: rule.tag },
          loseSight(rule, counter, at, restarted),
        );
      }),
    blind,
  );
}

/** A connection changed. Lost: unknown from the last good instant. Live: known again once its tags are seen. */
export function changeLink(rules: SignalRules, memory: MachineMemory, change: LinkChange): Derived {
  if (change.link === "live") {
    if (memory.lost[change.connection] === undefined) return unchanged(memory);
    const { [change.connection]: _, ...lost } = memory.lost;
    const live = { ...memory, lost };
    if (!isLive(live)) return unchanged(live);
    const knownFrom = Math.max(change.at, memory.knownFrom ?? change.at);
    return evaluateState(
      rules,
      { ...live, knownFrom, acceptStaleAt: knownFrom + confirmAfterLiveMs },
      knownFrom,
    );
  }
  const blind = loseMachine(rules, memory, change.at, confirmsReset(change.cause));
  const known = memory.state === null || memory.state.state !== "unknown";
  return andThen(blind, (after) => {
    const lost = { ...after, lost: { ...after.lost, [change.connection]: change.cause } };
    // A driver that starts says so; that tells nothing new when the state is unknown already.
    const silent = rules.state === undefined || (change.cause === "starting" && !known);
    return silent ? unchanged(lost) : claimUnknown(lost, change.cause, change.at);
  });
}
