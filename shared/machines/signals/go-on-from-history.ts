import { unchanged, type Derived } from "./derived.ts";
import type { MachineMemory } from "./machine-memory.ts";

/**
 * A driver subscribes before it asks for history and says how far back its subscription reaches, so a link that is live
 * this soon after the history's end has missed nothing in between; reading a long history takes its time. Milliseconds.
 */
export const seamlessMs = 90_000;

/** The link is live again at `liveAt`: what the history told goes on where it ended, if it reached up to here. */
export function goOnFromHistory(memory: MachineMemory, liveAt: number): Derived {
  const { historyEnd: end, ...others } = memory;
  if (end === null) return unchanged(memory);
  const gone: MachineMemory = { ...others, historyEnd: null };
  if (liveAt - end.upTo > seamlessMs) return unchanged(gone);
  const seen: MachineMemory = {
    ...gone,
    counters: { ...memory.counters, ...end.counters },
    stale: memory.stale.filter((code) => !end.tagCodes.includes(code)),
  };
  const saidUnknownSince = memory.state !== null && memory.state.at > end.upTo;
  if (end.state === null || saidUnknownSince) return unchanged(seen);
  const state = { ...end.state, at: end.upTo, provenance: "measured" as const };
  return {
    // New readings that came while the history was read tell of the time from its end on.
    memory: {
      ...seen,
      state,
      pending: end.pending,
      movement: end.movement,
      knownFrom: end.upTo,
    },
    facts: [{ kind: "state", ...state }],
    notices: [],
  };
}
