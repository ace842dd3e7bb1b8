import { setImmediate as breathe } from "node:timers/promises";
import type { DriverClock, DriverLog } from "../driver.ts";
import { beforeNewReadings, pieceSize } from "./going-live.ts";
import type { HeldSamples } from "./going-live.ts";
import { readHistory, tagsWithHistory } from "./history-reader.ts";
import type { HistoryReading } from "./history-reader.ts";
import type { SessionOutput } from "./held-session.ts";
import type { ServerFacts } from "./server-facts.ts";
import type { ServiceSession } from "./service-session.ts";
import type { HistoryTag } from "./tag-items.ts";

const dayMs = 86_400_000;
/** Older gaps are read from here on. */
const longestGapMs = 7 * dayMs;
const mostValuesPerTag = 200_000;
const mostValues = 1_000_000;
/** The machine's present state must not wait longer for its past. */
const timeLimitMs = 60_000;

export interface BackFill {
  readonly session: ServiceSession;
  readonly facts: ServerFacts;
  readonly tags: readonly HistoryTag[];
  /** Since when nothing was read, on our clock; UTC milliseconds. */
  readonly gapSince: number;
  /** Server clock minus ours. */
  readonly offsetMs: number;
  /** What was under way when the link broke is asked for again. */
  readonly marginMs: number;
  readonly held: HeldSamples;
  /** When the session began that the new readings come in, on our clock; UTC milliseconds. */
  readonly subscribedAt: number;
  readonly output: SessionOutput;
  readonly clock: DriverClock;
  readonly log: DriverLog;
  /** False as soon as the session is over or the link must not wait any more. */
  readonly isWanted: () => boolean;
}

/**
 * Reads what the server's history has of a gap and hands it on, oldest first, before anything new. A failure is told and
 * never keeps the link from going live.
 */
export async function backFill(fill: BackFill): Promise<void> {
  const { clock, facts, gapSince, log, offsetMs, output, session } = fill;
  const begun = clock.now();
  const from = Math.max(gapSince, begun - longestGapMs);
  const span = { start: from + offsetMs - fill.marginMs, end: begun + offsetMs + timeLimitMs };
  const until = clock.monotonic() + timeLimitMs;
  const limits = { valuesPerTag: mostValuesPerTag, values: mostValues, until };
  let reading: HistoryReading;
  try {
    const tags = await tagsWithHistory(session, fill.tags, facts);
    if (tags.length === 0) return;
    reading = await readHistory(session, tags, span, limits, facts, clock);
  } catch (error) {
    reading = { samples: [], complete: [], failure: String(error) };
  }
  if (!fill.isWanted()) return;
  const subscribedAt = fill.subscribedAt + offsetMs;
  const samples = beforeNewReadings(reading.samples, fill.held.firstTimes(subscribedAt));
  for (let at = 0; at < samples.length; at += pieceSize) {
    output.samples(samples.slice(at, at + pieceSize));
    await breathe();
    if (!fill.isWanted()) return;
  }
  const tooOld = from > gapSince ? "only the last 7 days were asked for" : null;
  const failure = [reading.failure, tooOld].filter((one) => one !== null).join("; ") || null;
  // What new readings say belongs to the live link, though it came while the history was read.
  const firstNew = Math.min(...fill.held.firstTimes(subscribedAt).values()) - offsetMs;
  const upTo = Math.max(from, Math.min(clock.now(), Math.floor(firstNew)));
  const result = { from, upTo, samples: samples.length, failure };
  log.info({ ...result, tags: reading.complete.length }, "history read after a gap");
  output.backRead({ ...result, tags: reading.complete });
}
