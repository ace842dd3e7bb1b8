import type { CountedFact } from "../machine-fact.ts";
import type { SignalRules } from "../signal-rules.ts";
import { countSeen, seenStill } from "./counter-only.ts";
import type { CounterDelta, CounterOutcome } from "./counter.ts";
import { andThen, unchanged, type Derived } from "./derived.ts";
import { evaluateState } from "./evaluate-state.ts";
import type { MachineMemory } from "./machine-memory.ts";
import type { CounterRole } from "./needed-tags.ts";

/** Total = good + reject: a reject counter beside a total tells a part of it, beside a good counter it adds to it. */
function countFact(rules: SignalRules, role: CounterRole, delta: CounterDelta): CountedFact {
  const { from, to, pieces, provenance, suspect } = delta;
  const together = rules.counts?.[role]?.piecesPerCount ?? 1;
  const addsToTotal = role !== "reject" || rules.counts?.good !== undefined;
  return {
    kind: "count",
    from,
    to,
    total: addsToTotal ? pieces : 0,
    reject: role === "reject" ? pieces : 0,
    ...(together > 1 && { together }),
    provenance,
    suspect,
  };
}

/** Writes what a counter told into the machine: its memory, the count facts and the notices. */
export function applyCounter(
  rules: SignalRules,
  memory: MachineMemory,
  counter: { role: CounterRole; tagCode: string },
  outcome: CounterOutcome,
): Derived {
  const { tagCode } = counter;
  if (outcome.memory === memory.counters[tagCode]) return unchanged(memory);
  return {
    memory: { ...memory, counters: { ...memory.counters, [tagCode]: outcome.memory } },
    facts: outcome.deltas.map((delta) => countFact(rules, counter.role, delta)),
    notices: outcome.notes.map((note) => ({ ...note, tagCode })),
  };
}

/**
 * Rule counter_only: what a reading of the main counter at `at` tells about movement. Only measured counts prove
 * movement; pieces from a gap were made at unknown times and doubtful ones perhaps never.
 */
export function inferFromReading(
  rules: SignalRules,
  memory: MachineMemory,
  deltas: readonly CounterDelta[],
  at: number,
): Derived {
  const rule = rules.state;
  if (rule?.type !== "counter_only") return unchanged(memory);
  const counted = deltas.filter(
    (delta) => delta.provenance === "measured" && delta.suspect === null,
  );
  if (counted.length === 0)
    return evaluateState(rules, { ...memory, movement: seenStill(memory.movement, at) }, at);
  return counted.reduce((derived, delta) => {
    const seen = countSeen(rule, derived.memory.movement, delta.to);
    return seen.changes.reduce(
      (steps, change) =>
        andThen(steps, (last) =>
          evaluateState(
            rules,
            { ...last, movement: { ...seen.movement, state: change.state } },
            change.since,
          ),
        ),
      andThen(derived, (last) => unchanged({ ...last, movement: seen.movement })),
    );
  }, unchanged(memory));
}
