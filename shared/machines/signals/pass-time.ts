import { tagsOf, type SignalRules } from "../signal-rules.ts";
import { silenceSeen } from "./counter-only.ts";
import { confirmUnchanged, loseSight, settleHold, type CounterMemory } from "./counter.ts";
import { andThen, unchanged, type Derived } from "./derived.ts";
import { claimUnknown, evaluateState } from "./evaluate-state.ts";
import { applyCounter, endChangeover, inferFromReading } from "./machine-counts.ts";
import { isBlind, type MachineMemory } from "./machine-memory.ts";
import { countersOf, neededTags } from "./needed-tags.ts";
import { holdMsOf } from "./read-state.ts";
import { settlePending } from "./settle-state.ts";
import { restLamp } from "./stack-light.ts";

/** A value that undoes what a tick is about to conclude may still be on its way. Milliseconds. */
export const deliveryMs = 500;

/** How often a quiet machine notes that it is being watched: the most that a restart can make unknown too much. */
export const aliveEveryMs = 10_000;

const noteAlive = (rules: SignalRules, memory: MachineMemory, now: number): MachineMemory =>
  memory.aliveAt !== null &&
  now - memory.aliveAt >= aliveEveryMs &&
  !tagsOf(rules).some((code) => isBlind(memory, code))
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
  if (acceptStaleAt === null || now < acceptStaleAt) return unchanged(memory);
  const stillStale = stale.filter((code) => isBlind(memory, code));
  const confirmed = (tagCode: string, counter: CounterMemory): CounterMemory =>
    stale.includes(tagCode) && !stillStale.includes(tagCode)
      ? confirmUnchanged(counter, knownFrom ?? now)
      : counter;
  const counters = Object.fromEntries(
    Object.entries(memory.counters).map(([tagCode, counter]) => [
      tagCode,
      confirmed(tagCode, counter),
    ]),
  );
  const accepted = { ...memory, counters, stale: stillStale, acceptStaleAt: null };
  const since = knownFrom ?? now;
  const movementIsSilent =
    rules.state?.type === "counter_only" &&
    memory.movement === null &&
    !neededTags(rules).some((code) => isBlind(memory, code));
  return movementIsSilent
    ? inferFromReading(rules, accepted, [], since)
    : evaluateState(rules, accepted, since);
}

/** Tags that must report regularly and do not: from then on their values are no readings. */
function findStaleTags(rules: SignalRules, memory: MachineMemory, now: number): Derived {
  const limit = rules.staleAfterMs;
  if (limit === undefined) return unchanged(memory);
  const needed = neededTags(rules);
  const silent = Object.entries(memory.tags).filter(
    ([tagCode, reading]) =>
      !isBlind(memory, tagCode) &&
      !memory.stale.includes(tagCode) &&
      now - reading.seenAt > limit + deliveryMs,
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
  if (rule?.type !== "counter_only" || memory.movement === null) return unchanged(memory);
  const silence = silenceSeen(rule, memory.movement, now - deliveryMs);
  return silence === null
    ? unchanged(memory)
    : evaluateState(rules, { ...memory, movement: silence.movement }, silence.change.since);
}

/** Rule stack_light: a lamp that stopped to change blinks no more, from its last change on. */
function restLamps(rules: SignalRules, memory: MachineMemory, now: number): Derived {
  const rule = rules.state;
  if (rule?.type !== "stack_light") return unchanged(memory);
  const rested = Object.entries(memory.lamps).filter(
    ([, lamp]) => restLamp(lamp, now - deliveryMs, rule.blinkMs) !== lamp,
  );
  if (rested.length === 0) return unchanged(memory);
  const steady = Object.fromEntries(
    rested.map(([tagCode, lamp]) => [tagCode, { ...lamp, blinks: false }]),
  );
  const since = Math.min(...rested.map(([, lamp]) => lamp.changedAt));
  return evaluateState(rules, { ...memory, lamps: { ...memory.lamps, ...steady } }, since);
}

/** What time alone decides of what was read so far, as of `now`. */
export const decideByTime = (rules: SignalRules, memory: MachineMemory, now: number): Derived =>
  andThen(
    andThen(settleHolds(rules, memory, now), (after) =>
      settlePending(after, now - deliveryMs, holdMsOf(rules.state)),
    ),
    (after) => inferFromSilence(rules, after, now),
  );

/** What the mere passing of time means for a machine. */
export function passTime(rules: SignalRules, memory: MachineMemory, now: number): Derived {
  const steps = [
    settleHolds,
    acceptSilentTags,
    findStaleTags,
    (_: SignalRules, after: MachineMemory) =>
      settlePending(after, now - deliveryMs, holdMsOf(rules.state)),
    inferFromSilence,
    restLamps,
    (_: SignalRules, after: MachineMemory) => endChangeover(rules, after, now - deliveryMs),
  ];
  const derived = steps.reduce(
    (before, step) => andThen(before, (after) => step(rules, after, now)),
    unchanged(memory),
  );
  return { ...derived, memory: noteAlive(rules, derived.memory, now) };
}
