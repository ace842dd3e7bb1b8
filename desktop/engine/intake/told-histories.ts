import type { ConnectionId } from "#shared/kernel/id.ts";
import type { Sample } from "#shared/machines/sample.ts";

/** Readings of one gap of one connection that wait at most; beyond it the history ends there. About 100 bytes each. */
export const mostHistoryReadings = 300_000;

export interface TimedSample {
  readonly sample: Sample;
  /** Its time by our clock, UTC milliseconds. */
  readonly at: number;
}

export interface ToldHistory {
  readonly readings: readonly TimedSample[];
  /** Complete up to here as far as we could keep it; null = all of it. */
  readonly keptUpTo: number | null;
}

/**
 * What servers tell of their gaps, kept until the telling ends: only then is it known of which tags it is complete, and
 * a gap becomes facts as a whole or not at all.
 */
export class ToldHistories {
  readonly #most: number;
  readonly #told = new Map<ConnectionId, { readings: TimedSample[]; keptUpTo: number | null }>();

  constructor(most = mostHistoryReadings) {
    this.#most = most;
  }

  add(connection: ConnectionId, reading: TimedSample): void {
    const told = this.#told.get(connection) ?? { readings: [], keptUpTo: null };
    this.#told.set(connection, told);
    if (told.readings.length < this.#most) told.readings.push(reading);
    else told.keptUpTo = Math.min(told.keptUpTo ?? reading.at, reading.at) - 1;
  }

  /** Takes what was told, in order of time. */
  take(connection: ConnectionId): ToldHistory {
    const { readings = [], keptUpTo = null } = this.#told.get(connection) ?? {};
    this.#told.delete(connection);
    return { readings: readings.toSorted((a, b) => a.at - b.at), keptUpTo };
  }

  forget(connection: ConnectionId): void {
    this.#told.delete(connection);
  }
}
