import type { SignalRules } from "../signal-rules.ts";
import { silenceSeen } from "./counter-only.ts";
import { confirmUnchanged, loseSight, settleHold, type CounterMemory } from "./counter.ts";
import { andThen, unchanged, type Derived } from "./derived.ts";
import { claimUnknown, evaluateState } from "./evaluate-state.ts";
import { applyCounter, inferFromReading } from "./machine-counts.ts";
import { isLive, type MachineMemory } from "./machine-memory.ts";
import { countersOf, neededTags } from "./needed-tags.ts";
import { holdMsOf } from "./read-state.ts";
import { settlePending } from "./settle-state.ts";

/** A value that undoes what a tick is about to conclude may still be on its way. Milliseconds. */
export const deliveryMs = 500;

/** How often a quiet machine notes that it is being watched: the most that a restart can make unknown too much. */
export const aliveEveryMs = 10_000;

const noteAlive = (memory: MachineMemory, now: number): MachineMemory =>
  isLive(memory) && memory.aliveAt !== null && now - memory.aliveAt >= aliveEveryMs
    ? { ...memory, aliveAt: now }
    : memory;

const settleHolds = (rules: SignalRules, memory: MachineMemory, now: number): Derived =>
  countersOf(rules).reduce(
    (derived, { role, rule }) =>
      andThen(derived, (after) => {
        const counter = after.counters[rule.tag];
        if (counter === undefined) return unchanged(after);
        return applyCounter(
          rules,
          after,
          { role, tagCode: rule.tag },
          settleHold(rule, counter, now),
        );
      }),
    unchanged(memory),
  );

/** Tags that a live subscription has not repeated are unchanged: their values held through the gap. */
function acceptSilentTags(rules: SignalRules, memory: MachineMemory, now: number): Derived {
  const { acceptStaleAt, knownFrom, stale } = memory;
  if (acceptStaleAt === null || now < acceptStaleAt || !isLive(memory)) return unchanged(memory);
  const confirmed = (tagCode: string, counter: CounterMemory): CounterMemory =>
    stale.includes(tagCode) ? confirmUnchanged(counter, knownFrom ?? now) : counter;
  const counters = Object.fromEntries(
    Object.entries(memory.counters).map(([tagCode, counter]) => [
      tagCode,
      confirmed(tagCode, counter),
    ]),
  );
  const accepted = { ...memory, counters, stale: [], acceptStaleAt: null };
  const since = knownFrom ?? now;
  const movementIsSilent = rules.state?.type === "counter_only" && memory.movement === null;
  return movementIsSilent
    ? inferFromReading(rules, accepted, [], since)
    : evaluateState(rules, accepted, since);
}

/** Tags that must report regularly and do not: from then on their values are no readings. */
function findStaleTags(rules: SignalRules, memory: MachineMemory, now: number): Derived {
  const limit = rules.staleAfterMs;
  if (limit === undefined || !isLive(memory)) return unchanged(memory);
  const needed = neededTags(rules);
  const silent = Object.entries(memory.tags).filter(
    ([tagCode, reading]) =>
      !memory.stale.includes(tagCode) && now - reading.seenAt > limit + deliveryMs,
  );
  return silent.reduce((derived, [tagCode, reading]) => {
    const at = reading.seenAt + limit;
    const marked = andThen(derived, (after) => ({
      memory: { ...after, stale: [...after.stale, tagCode] },
      facts: [],
      notices: [{ at, code: "stale", tagCode, detail: String(limit) }],
    }));
    const blind = andThen(marked, (after) => {
      const counter = countersOf(rules).find(({ rule }) => rule.tag === tagCode);
      const last = after.counters[tagCode];
      if (counter === undefined || last === undefined) return unchanged(after);
      return applyCounter(
        rules,
        after,
        { role: counter.role, tagCode },
        loseSight(counter.rule, last, at, false),
      );
    });
    if (!needed.includes(tagCode)) return blind;
    return andThen(blind, (after) => claimUnknown({ ...after, movement: null }, "stale", at));
  }, unchanged(memory));
}

/** Rule counter_only: no count for long enough = stopped since the last count. */
function inferFromSilence(rules: SignalRules, memory: MachineMemory, now: number): Derived {
  const rule = rules.state;
  if (rule?.type !== "counter_only" || memory.movement === null || !isLive(memory))
    return unchanged(memory);
  const silence = silenceSeen(rule, memory.movement, now - deliveryMs);
  return silence === null
    ? unchanged(memory)
    : evaluateState(rules, { ...memory, movement: silence.movement }, silence.change.since);
}

/** What the mere passing of time means for a machine. */
export function passTime(rules: SignalRules, memory: MachineMemory, now: number): Derived {
  const steps = [
    settleHolds,
    acceptSilentTags,
    findStaleTags,
    (_: SignalRules, after: MachineMemory) =>
      settlePending(after, now - deliveryMs, holdMsOf(rules.state)),
    inferFromSilence,
  ];
  const derived = steps.reduce(
    (before, step) => andThen(before, (after) => step(rules, after, now)),
    unchanged(memory),
  );
  return { ...derived, memory: noteAlive(derived.memory, now) };
}
