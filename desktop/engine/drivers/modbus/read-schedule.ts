import type { PlannedRead } from "#shared/connections/modbus/poll-plan.ts";

/** A read in its rhythm. Instants are monotonic milliseconds. */
export interface ScheduledRead {
  readonly read: PlannedRead;
  readonly intervalMs: number;
  dueAt: number;
  doneAt: number | null;
  /** Mean time from one answer to the next; null before the second. */
  achievedMs: number | null;
}

/** How much the newest interval moves the mean. */
const weight = 0.25;

/**
 * Which read is next: the one that has been due longest. A read that comes late is due again an interval after it was due, or
 * at once, never twice in a row: so on a line that cannot do all, who wants little gets it and the others take turns.
 */
export class ReadSchedule {
  readonly #entries: readonly ScheduledRead[];

  constructor(reads: readonly { read: PlannedRead; intervalMs: number }[], now: number) {
    this.#entries = reads.map((one) => ({ ...one, dueAt: now, doneAt: null, achievedMs: null }));
  }

  get entries(): readonly ScheduledRead[] {
    return this.#entries;
  }

  /** The read that is due first, `restsUntil` of its unit considered; null = there is none. */
  first(restsUntil: (unit: number) => number): { entry: ScheduledRead; dueAt: number } | null {
    let best: { entry: ScheduledRead; dueAt: number } | null = null;
    for (const entry of this.#entries) {
      const dueAt = Math.max(entry.dueAt, restsUntil(entry.read.unit));
      if (best === null || dueAt < best.dueAt) best = { entry, dueAt };
    }
    return best;
  }

  /** It was answered at `now`; `leastMs`: the shortest time until it is due again. */
  done(entry: ScheduledRead, now: number, leastMs = 0): void {
    if (entry.doneAt !== null) {
      const tookMs = now - entry.doneAt;
      entry.achievedMs =
        entry.achievedMs === null
          ? tookMs
          : entry.achievedMs + weight * (tookMs - entry.achievedMs);
    }
    entry.doneAt = now;
    entry.dueAt = Math.max(entry.dueAt + entry.intervalMs, now + leastMs, now);
  }

  /** It was not answered: it is due again after its interval at the earliest. */
  missed(entry: ScheduledRead, now: number): void {
    entry.doneAt = null;
    entry.dueAt = now + entry.intervalMs;
  }
}
