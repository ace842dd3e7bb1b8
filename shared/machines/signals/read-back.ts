import type { MachineFact, StateFact } from "../machine-fact.ts";
import type { SignalRules } from "../signal-rules.ts";
import { carryState, loseTags } from "./change-link.ts";
import { andThen, unchanged, type Derived } from "./derived.ts";
import { claimUnknown } from "./evaluate-state.ts";
import type { HistoryInput, HistoryReading } from "./machine-input.ts";
import type { LostSight, MachineMemory } from "./machine-memory.ts";
import { neededTags } from "./needed-tags.ts";
import { observeSample } from "./observe-sample.ts";
import { decideByTime } from "./pass-time.ts";
import { holdMsOf } from "./read-state.ts";
import { settlePending } from "./settle-state.ts";

const isState = (fact: MachineFact): fact is StateFact => fact.kind === "state";

const backRead = (fact: MachineFact): MachineFact =>
  "provenance" in fact && fact.provenance === "measured"
    ? { ...fact, provenance: "back_read" }
    : fact;

/** The history says how every needed tag stood at the start of the gap, so the machine goes on from before it. */
const reachesBackTo = (
  start: number,
  needed: readonly string[],
  readings: readonly HistoryReading[],
): boolean =>
  needed.every((code) => {
    const first = readings.find(({ tagCode }) => tagCode === code);
    return first !== undefined && first.at <= start;
  });

/** The machine as it stood at the start of the gap, ready to be told what happened in it. */
function atStartOfGap(memory: MachineMemory, sight: LostSight, isWhole: boolean): MachineMemory {
  const { at, cause } = sight.told[0]!;
  const { state, pending, movement } = sight.before;
  const blank = { ...memory, blind: {}, acceptStaleAt: null };
  if (isWhole && state !== null) {
    // What the history confirms may have begun before the gap, like a silence that made no stop yet.
    const measured = { ...state, provenance: "measured" as const };
    return { ...blank, knownFrom: null, state: measured, pending, movement };
  }
  const unknown = { state: "unknown", cause, reasonCode: null, provenance: "measured" } as const;
  return {
    ...blank,
    knownFrom: at,
    state: { at, ...unknown },
    ...(isWhole && { pending, movement }),
  };
}

/** A counter whose value at the start of its gap is known counts on; a restart of the PLC may show at any reading. */
function observe(rules: SignalRules, memory: MachineMemory, reading: HistoryReading): Derived {
  const { tagCode, sample, at } = reading;
  const known = memory.tags[tagCode];
  const isOlder = known !== undefined && at < known.at;
  if (isOlder && !memory.stale.includes(tagCode)) return unchanged(memory);
  const counter = memory.counters[tagCode];
  const isBounding = counter !== undefined && counter.gapFrom !== null && at <= counter.gapFrom;
  const bounded = isBounding
    ? { ...memory, counters: { ...memory.counters, [tagCode]: { ...counter, gapFrom: null } } }
    : memory;
  // What we heard ourselves is newer than what the history begins with: it says that nothing else came since.
  const seen = isOlder
    ? { tagCode, at: known.at, sample: { ...sample, value: known.value, status: known.status } }
    : reading;
  const observed = observeSample(rules, bounded, seen);
  const wasReset = observed.notices.some(({ code }) => code === "counter_reset");
  const after = observed.memory.counters[tagCode];
  if (after === undefined || counter?.restarted !== true || wasReset) return observed;
  const counters = { ...observed.memory.counters, [tagCode]: { ...after, restarted: true } };
  return { ...observed, memory: { ...observed.memory, counters } };
}

/** Unknowns that were said inside the told time are taken back: the state told for that instant is said again. */
function takeBackUnknowns(
  facts: readonly MachineFact[],
  { told, before }: LostSight,
  isWhole: boolean,
  upTo: number,
): MachineFact[] {
  const states = facts.filter(isState);
  const first = isWhole && before.state !== null ? before.state : null;
  return told.reduce<MachineFact[]>(
    (all, { at }) => {
      const then = states.findLast((fact) => fact.at <= at) ?? first;
      if (at > upTo || then === null || (then !== first && then.at === at)) return all;
      const place = all.findIndex((fact) => isState(fact) && fact.at > at);
      const again: StateFact = { ...then, kind: "state", at, provenance: "back_read" };
      return all.toSpliced(place === -1 ? all.length : place, 0, again);
    },
    [...facts],
  );
}

/** Where the history ends nothing is known any more, until the link is live. */
function endOfHistory(
  rules: SignalRules,
  memory: MachineMemory,
  { tagCodes, upTo }: HistoryInput,
  sight: LostSight | null,
): Derived {
  const lost = loseTags(rules, memory, tagCodes, upTo, false);
  const counters = Object.fromEntries(
    Object.entries(lost.memory.counters)
      .filter(([code]) => tagCodes.includes(code))
      .map(([code, counter]) => [code, { ...counter, gapFrom: null }]),
  );
  const { pending, movement } = memory;
  const state = sight === null ? null : memory.state;
  const ended = andThen(lost, (after) =>
    unchanged({
      ...after,
      historyEnd: { upTo, tagCodes: [...tagCodes], counters, state, pending, movement },
    }),
  );
  if (sight === null) return ended;
  const { cause } = sight.told.findLast(({ at }) => at <= upTo) ?? sight.told[0]!;
  const later = sight.told.filter(({ at }) => at > upTo);
  return andThen(ended, (after) => {
    const claimed = claimUnknown(after, cause, upTo);
    const last = later.at(-1);
    const told = claimed.memory.state!;
    return {
      ...claimed,
      memory: {
        ...claimed.memory,
        state: last === undefined ? told : { ...told, at: last.at, cause: last.cause },
        lostSight: {
          told: [{ at: upTo, cause }, ...later],
          before: { state: memory.state, pending, movement },
        },
      },
    };
  });
}

/**
 * A gap as the server's own history tells it, derived as if the link had been live, with provenance `back_read`. A state
 * is told only where all its tags are in the history; from where it says nothing, unknown goes on and pieces stay
 * reconstructed. Ends with everything unknown from `upTo` on.
 */
export function readBack(rules: SignalRules, memory: MachineMemory, input: HistoryInput): Derived {
  const { tagCodes, upTo } = input;
  const readings = input.readings.filter(
    ({ tagCode, at }) => tagCodes.includes(tagCode) && at <= upTo,
  );
  if (readings.length === 0) return unchanged(memory);
  const needed = neededTags(rules);
  const tellsState =
    memory.lostSight !== null &&
    memory.lostSight.told[0]!.at < upTo &&
    carryState(rules, tagCodes) &&
    needed.every((code) => tagCodes.includes(code));
  const sight = tellsState ? memory.lostSight : null;
  const isWhole = sight !== null && reachesBackTo(sight.told[0]!.at, needed, readings);
  const begun = unchanged(
    sight === null
      ? { ...memory, blind: { ...memory.blind, history: needed } }
      : atStartOfGap(memory, sight, isWhole),
  );
  const happened = readings.reduce(
    (derived, reading) =>
      andThen(
        andThen(derived, (after) => decideByTime(rules, after, reading.at)),
        (after) => observe(rules, after, reading),
      ),
    begun,
  );
  const settled = andThen(
    andThen(happened, (after) => decideByTime(rules, after, upTo)),
    (after) => settlePending(after, upTo, holdMsOf(rules.state)),
  );
  const saysState = sight !== null && (isWhole || settled.facts.some(isState));
  const { blind, knownFrom, acceptStaleAt, aliveAt, state, pending, movement } = memory;
  const told = {
    ...settled.memory,
    blind,
    knownFrom,
    acceptStaleAt,
    aliveAt,
    ...(!saysState && { state, pending, movement }),
  };
  const facts = settled.facts.map(backRead);
  return andThen(
    {
      memory: told,
      facts: saysState ? takeBackUnknowns(facts, sight, isWhole, upTo) : facts,
      notices: settled.notices,
    },
    (after) => endOfHistory(rules, after, input, saysState ? sight : null),
  );
}
