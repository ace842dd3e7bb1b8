import type { StateFact } from "../machine-fact.ts";
import { unchanged, type Derived } from "./derived.ts";
import type { MachineMemory, StateClaim } from "./machine-memory.ts";

const sameClaim = (a: StateClaim, b: StateClaim): boolean =>
  a.state === b.state && a.cause === b.cause && a.reasonCode === b.reasonCode;

const withoutPending = (memory: MachineMemory): MachineMemory =>
  memory.pending === null ? memory : { ...memory, pending: null };

/**
 * A state fact, if it says something new. Facts of a machine never run backwards: a claim for an earlier instant counts
 * from the last fact, or from the end of the last gap.
 */
export function claimState(memory: MachineMemory, claim: StateClaim, at: number): Derived {
  const { state: last } = memory;
  if (last !== null && last.provenance === "measured" && sameClaim(last, claim)) {
    return unchanged(withoutPending(memory));
  }
  const known = claim.state === "unknown" ? null : memory.knownFrom;
  const from = Math.max(at, last?.at ?? at, known ?? at);
  const next = { at: from, ...claim, provenance: "measured" as const };
  const fact: StateFact = { kind: "state", ...next };
  return { memory: { ...memory, state: next, pending: null }, facts: [fact], notices: [] };
}

/** Lets a pending state count, from the instant it began, once it has held until `upTo` for `holdMs`. */
export function settlePending(memory: MachineMemory, upTo: number, holdMs: number): Derived {
  const { pending } = memory;
  if (pending === null || upTo - pending.since < holdMs) return unchanged(memory);
  return claimState(memory, pending.claim, pending.since);
}

/**
 * The rules say `claim` at `at`. Between known states it must hold for `holdMs` first; what returns sooner leaves no
 * trace. To and from unknown it counts at once.
 */
export function settleState(
  memory: MachineMemory,
  claim: StateClaim,
  at: number,
  holdMs: number,
): Derived {
  const settled = settlePending(memory, at, holdMs);
  const { state: last, pending } = settled.memory;
  const atOnce =
    holdMs === 0 || last === null || last.state === "unknown" || claim.state === "unknown";
  const next =
    atOnce || sameClaim(last, claim)
      ? claimState(settled.memory, claim, at)
      : unchanged({ ...settled.memory, pending: { claim, since: pending?.since ?? at } });
  return { ...next, facts: [...settled.facts, ...next.facts] };
}
