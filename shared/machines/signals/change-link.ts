import type { LinkChange, LinkLossCause } from "../sample.ts";
import type { SignalRules } from "../signal-rules.ts";
import { loseSight } from "./counter.ts";
import { andThen, unchanged, type Derived } from "./derived.ts";
import { claimUnknown, evaluateState } from "./evaluate-state.ts";
import { goOnFromHistory } from "./go-on-from-history.ts";
import { applyCounter } from "./machine-counts.ts";
import type { MachineMemory } from "./machine-memory.ts";
import { countersOf, neededTags } from "./needed-tags.ts";
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

const together = (codes: readonly string[], more: readonly string[]): string[] => [
  ...new Set([...codes, ...more]),
];

/** Is the state read from any of these tags? */
export const carryState = (rules: SignalRules, tagCodes: readonly string[]): boolean =>
  neededTags(rules).some((code) => tagCodes.includes(code));

/** From `at` on nothing is known of these tags: their counters, and the movement they tell; each waits to be seen again. */
export function loseTags(
  rules: SignalRules,
  memory: MachineMemory,
  tagCodes: readonly string[],
  at: number,
  restarted: boolean,
): Derived {
  const losesState = carryState(rules, tagCodes);
  const held = losesState ? settlePending(memory, at, holdMsOf(rules.state)) : unchanged(memory);
  const blind = andThen(held, (after) =>
    unchanged({
      ...after,
      ...(losesState && { pending: null, movement: null }),
      stale: together(after.stale, tagCodes),
      historyEnd: null,
    }),
  );
  return countersOf(rules)
    .filter(({ rule }) => tagCodes.includes(rule.tag))
    .reduce(
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

/** Says that the state is unknown from `at` on because its tags are out of sight, and notes it for a history to come. */
export function loseState(
  rules: SignalRules,
  before: MachineMemory,
  memory: MachineMemory,
  cause: string,
  at: number,
): Derived {
  const claimed = claimUnknown(memory, cause, at);
  const told = claimed.memory.state;
  if (told === null || (claimed.facts.length === 0 && memory.lostSight !== null)) return claimed;
  const mark = { at: Math.max(told.at, at), cause };
  const { state, pending, movement } = settlePending(before, at, holdMsOf(rules.state)).memory;
  const lostSight =
    memory.lostSight === null
      ? { told: [mark], before: { state, pending, movement } }
      : { ...memory.lostSight, told: [...memory.lostSight.told, mark] };
  return { ...claimed, memory: { ...claimed.memory, lostSight } };
}

function linkLost(
  rules: SignalRules,
  memory: MachineMemory,
  change: Extract<LinkChange, { link: "lost" }>,
  tagCodes: readonly string[],
): Derived {
  const { connection, cause, at } = change;
  const blind = loseTags(rules, memory, tagCodes, at, confirmsReset(cause));
  const known = memory.state === null || memory.state.state !== "unknown";
  return andThen(blind, (after) => {
    const lost = {
      ...after,
      lost: { ...after.lost, [connection]: cause },
      blind: { ...after.blind, [connection]: together(after.blind[connection] ?? [], tagCodes) },
    };
    if (!carryState(rules, tagCodes)) return unchanged(lost);
    // A driver that starts says so; that tells nothing new when the state is unknown already.
    const silent = cause === "starting" && !known;
    return silent ? unchanged(lost) : loseState(rules, memory, lost, cause, at);
  });
}

function linkLive(
  rules: SignalRules,
  memory: MachineMemory,
  { connection, at }: LinkChange,
  tagCodes: readonly string[],
): Derived {
  const wasLost = memory.lost[connection] !== undefined;
  const endsLostSight = memory.lostSight !== null && carryState(rules, tagCodes);
  if (!wasLost && !endsLostSight && memory.historyEnd === null) return unchanged(memory);
  const { [connection]: _cause, ...lost } = memory.lost;
  const { [connection]: _tags, ...blind } = memory.blind;
  const seen = { ...memory, lost, blind, ...(endsLostSight && { lostSight: null }) };
  const goingOn = goOnFromHistory(seen, at);
  if (!wasLost) return goingOn;
  const isSeamless = goingOn.facts.length > 0;
  return andThen(goingOn, (after) => {
    const from = Math.max(at, after.knownFrom ?? at);
    const accepting = { ...after, acceptStaleAt: from + confirmAfterLiveMs };
    return carryState(rules, tagCodes) && !isSeamless
      ? evaluateState(rules, { ...accepting, knownFrom: from }, from)
      : unchanged(accepting);
  });
}

/**
 * A connection changed that `tagCodes` come over. Lost: what they carry is unknown from the last good instant, the rest
 * of the machine goes on. Live: known again once they are seen.
 */
export const changeLink = (
  rules: SignalRules,
  memory: MachineMemory,
  change: LinkChange,
  tagCodes: readonly string[],
): Derived =>
  change.link === "lost"
    ? linkLost(rules, memory, change, tagCodes)
    : linkLive(rules, memory, change, tagCodes);
