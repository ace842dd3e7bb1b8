import type { MachineFact } from "../machine-fact.ts";
import type { SignalRules } from "../signal-rules.ts";
import { changeoverEnd, countChangeover } from "./changeover.ts";
import { compareCounts } from "./count-agreement.ts";
import { countSeen, seenStill } from "./counter-only.ts";
import type { CounterDelta, CounterOutcome } from "./counter.ts";
import { andThen, unchanged, type Derived } from "./derived.ts";
import { evaluateState } from "./evaluate-state.ts";
import type { MachineMemory } from "./machine-memory.ts";
import type { MachineNotice } from "./machine-notice.ts";
import type { CounterRole } from "./needed-tags.ts";

/**
 * Total = good + reject: a reject counter beside a total tells a part of it, beside a good counter it adds to it. Test
 * samples are made and not sold, like rejects. A counter that only checks makes no fact, doubtful energy neither.
 */
function factsOf(rules: SignalRules, role: CounterRole, delta: CounterDelta): MachineFact[] {
  const { from, to, pieces, provenance, suspect } = delta;
  if (role === "check") return [];
  if (role === "energy")
    return suspect === null ? [{ kind: "energy", from, to, energyMwh: pieces, provenance }] : [];
  const together = rules.counts?.[role]?.piecesPerCount ?? 1;
  const isLoss = role === "reject" || role === "testSamples";
  const addsToTotal = !isLoss || rules.counts?.good !== undefined;
  return [
    {
      kind: "count",
      from,
      to,
      total: addsToTotal ? pieces : 0,
      reject: isLoss ? pieces : 0,
      ...(together > 1 && { together }),
      provenance,
      suspect,
    },
  ];
}

/**
 * A machine that seems to run again but has not held it for long enough: what a counter read since before that counted
 * was made since then, not during the standstill before it.
 */
function sinceRestart(fact: MachineFact, { pending }: MachineMemory): MachineFact {
  if (fact.kind !== "count" || fact.suspect !== null || fact.provenance !== "measured") return fact;
  if (pending === null || pending.claim.state !== "running") return fact;
  return fact.from < pending.since && pending.since < fact.to
    ? { ...fact, from: pending.since }
    : fact;
}

/** Pieces that are believed, by what their counter counts. */
function compareDeltas(
  rules: SignalRules,
  memory: MachineMemory,
  counter: { role: CounterRole; tagCode: string },
  deltas: readonly CounterDelta[],
): Derived {
  if (rules.counts?.check === undefined || counter.role === "energy") return unchanged(memory);
  const pieces = deltas.reduce((sum, one) => sum + (one.suspect === null ? one.pieces : 0), 0);
  const last = deltas.at(-1);
  if (pieces === 0 || last === undefined) return unchanged(memory);
  const counted =
    counter.role === "total"
      ? { total: pieces }
      : counter.role === "check"
        ? { good: pieces }
        : { reject: pieces };
  const agreement = compareCounts(memory.agreement, counted);
  const { total, good, reject, disagrees } = agreement;
  const notices: MachineNotice[] =
    disagrees && !memory.agreement.disagrees
      ? [
          {
            at: last.to,
            code: "counts_disagree",
            tagCode: counter.tagCode,
            detail: `${total} ≠ ${good} + ${reject}`,
          },
        ]
      : [];
  return { memory: { ...memory, agreement }, facts: [], notices };
}

/** A changeover ends with the first good piece, once its reject can no longer follow. */
export function endChangeover(rules: SignalRules, memory: MachineMemory, now: number): Derived {
  const { changeover } = memory;
  const end = changeover === null ? null : changeoverEnd(rules, changeover, now);
  return end === null
    ? unchanged(memory)
    : evaluateState(rules, { ...memory, changeover: null }, end);
}

function tellChangeover(
  rules: SignalRules,
  memory: MachineMemory,
  facts: readonly MachineFact[],
): Derived {
  if (memory.changeover === null) return unchanged(memory);
  const changeover = facts.reduce(
    (before, fact) =>
      fact.kind === "count" && fact.suspect === null ? countChangeover(before, fact) : before,
    memory.changeover,
  );
  const counted = facts.flatMap((fact) => (fact.kind === "count" ? [fact.to] : []));
  return changeover === memory.changeover
    ? unchanged(memory)
    : endChangeover(rules, { ...memory, changeover }, Math.max(changeover.since, ...counted));
}

/** Writes what a counter told into the machine: its memory, the facts and the notices. */
export function applyCounter(
  rules: SignalRules,
  memory: MachineMemory,
  counter: { role: CounterRole; tagCode: string },
  outcome: CounterOutcome,
): Derived {
  const { role, tagCode } = counter;
  if (outcome.memory === memory.counters[tagCode]) return unchanged(memory);
  const facts = outcome.deltas
    .flatMap((delta) => factsOf(rules, role, delta))
    .map((fact) => sinceRestart(fact, memory));
  const counted: Derived = {
    memory: { ...memory, counters: { ...memory.counters, [tagCode]: outcome.memory } },
    facts,
    notices: outcome.notes.map((note) => ({ ...note, tagCode })),
  };
  const compared = andThen(counted, (after) =>
    compareDeltas(rules, after, counter, outcome.deltas),
  );
  return andThen(compared, (after) => tellChangeover(rules, after, facts));
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
