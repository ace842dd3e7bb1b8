import {
  AttributeIds,
  HistoryData,
  HistoryReadRequest,
  HistoryReadValueId,
  ReadRawModifiedDetails,
  TimestampsToReturn,
} from "node-opcua";
import type { DataValue } from "node-opcua";
import type { TagId } from "#shared/kernel/id.ts";
import type { Sample } from "#shared/machines/sample.ts";
import { toSample } from "./convert-value.ts";
import type { ServerFacts } from "./server-facts.ts";
import type { ServiceSession } from "./service-session.ts";
import type { HistoryTag } from "./tag-items.ts";

/** What is asked for. Instants are of the server's clock, UTC milliseconds. */
export interface HistorySpan {
  readonly start: number;
  readonly end: number;
}

export interface HistoryLimits {
  readonly valuesPerTag: number;
  readonly values: number;
  /** Nothing is asked any more after this instant of the monotonic clock. */
  readonly until: number;
}

export interface ReadClock {
  now(): number;
  monotonic(): number;
}

/** What the history gave. `samples` are not yet in order over all tags. */
export interface HistoryReading {
  readonly samples: readonly Sample[];
  /** Tags whose whole span was read. */
  readonly complete: readonly TagId[];
  /** Why some of it is missing, for people; null = nothing is. */
  readonly failure: string | null;
}

/** AccessLevel, bit 2: HistoryRead (Part 3, 8.57). */
const historyRead = 4;
const valuesPerCall = 5_000;
/** No value, only word that there is none: BadBoundNotFound, BadBoundNotSupported, BadNoData, GoodNoData. */
const emptyStatuses = new Set([0x80d70000, 0x80d80000, 0x809b0000, 0x00a50000]);

/**
 * Of these, the tags whose history the server lets us read. Its HistoryServerCapabilities are not asked: servers that do
 * keep history leave them false.
 */
export async function tagsWithHistory(
  session: ServiceSession,
  tags: readonly HistoryTag[],
  facts: ServerFacts,
): Promise<HistoryTag[]> {
  const levels = await facts.readBatch.run(tags, (batch) =>
    session.read(batch.map(({ nodeId }) => ({ nodeId, attributeId: AttributeIds.AccessLevel }))),
  );
  return tags.filter((_, at) => (Number(levels[at]?.value?.value ?? 0) & historyRead) !== 0);
}

/**
 * Reads raw history, per tag from the value in effect at its last reading (at `start` when there is none) to the end.
 * Bounded: what goes beyond the limits is left out and told. Throws when session or channel are gone.
 */
export async function readHistory(
  session: ServiceSession,
  tags: readonly HistoryTag[],
  span: HistorySpan,
  limits: HistoryLimits,
  facts: ServerFacts,
  clock: ReadClock,
): Promise<HistoryReading> {
  const samples: Sample[] = [];
  const complete: TagId[] = [];
  const failures = new Set<string>();
  await facts.historyBatch
    .run(tags, async (batch) => {
      const book = new Map(batch.map((tag) => [tag, [] as DataValue[]]));
      for (const [tag, failure] of await readBatch(session, book, span, limits, clock)) {
        if (failure !== null) failures.add(failure);
        else complete.push(tag.tag);
      }
      for (const [tag, values] of book)
        for (const sample of newSamples(tag, values, span, facts, clock.now()))
          samples.push(sample);
      if (samples.length > limits.values) throw new TooMuch();
      return [];
    })
    .catch((error: unknown) => {
      if (!(error instanceof TooMuch)) throw error;
      failures.add(`more than ${limits.values} values`);
    });
  return { samples, complete, failure: failures.size > 0 ? [...failures].join("; ") : null };
}

class TooMuch extends Error {}

/** Reads one batch to its end, filling `book`. Says of each tag why it is not whole; null = it is. */
async function readBatch(
  session: ServiceSession,
  book: ReadonlyMap<HistoryTag, DataValue[]>,
  span: HistorySpan,
  limits: HistoryLimits,
  clock: ReadClock,
): Promise<Map<HistoryTag, string | null>> {
  const ends = new Map<HistoryTag, string | null>();
  let open = [...book.keys()].map((tag) => ({ tag, continuationPoint: null as Buffer | null }));
  while (open.length > 0) {
    if (clock.monotonic() > limits.until) {
      for (const { tag } of open) ends.set(tag, "it took too long");
      await release(session, open, span);
      return ends;
    }
    const answer = await session.historyRead(requestOf(open, span, false));
    const results = answer.results ?? [];
    const further: typeof open = [];
    const given: typeof open = [];
    for (const [at, { tag }] of open.entries()) {
      const result = results[at];
      const values = book.get(tag)!;
      if (result === undefined || result.statusCode.value >>> 30 === 2) {
        const name = result?.statusCode.name ?? "no answer";
        ends.set(tag, name === "BadNoData" ? null : name);
        continue;
      }
      const data = result.historyData;
      if (data instanceof HistoryData) for (const one of data.dataValues ?? []) values.push(one);
      const continuationPoint = result.continuationPoint?.length ? result.continuationPoint : null;
      if (continuationPoint === null) ends.set(tag, null);
      else if (values.length < limits.valuesPerTag) further.push({ tag, continuationPoint });
      else {
        ends.set(tag, `more than ${limits.valuesPerTag} values of one tag`);
        given.push({ tag, continuationPoint });
      }
    }
    if (given.length > 0) await release(session, given, span);
    open = further;
  }
  return ends;
}

async function release(
  session: ServiceSession,
  open: readonly { readonly tag: HistoryTag; readonly continuationPoint: Buffer | null }[],
  span: HistorySpan,
): Promise<void> {
  const held = open.filter((one) => one.continuationPoint !== null);
  if (held.length > 0)
    await session.historyRead(requestOf(held, span, true)).catch(() => undefined);
}

const requestOf = (
  open: readonly { readonly tag: HistoryTag; readonly continuationPoint: Buffer | null }[],
  { start, end }: HistorySpan,
  releaseContinuationPoints: boolean,
): HistoryReadRequest =>
  new HistoryReadRequest({
    historyReadDetails: new ReadRawModifiedDetails({
      isReadModified: false,
      startTime: new Date(start),
      endTime: new Date(end),
      numValuesPerNode: valuesPerCall,
      // With the value before the start: it says what was in effect when the gap began.
      returnBounds: true,
    }),
    timestampsToReturn: TimestampsToReturn.Both,
    releaseContinuationPoints,
    nodesToRead: open.map(
      ({ tag, continuationPoint }) =>
        new HistoryReadValueId({
          nodeId: tag.nodeId,
          ...(continuationPoint ? { continuationPoint } : {}),
        }),
    ),
  });

/** The value in effect at the last reading, then everything after it, in time order and each instant once. */
function newSamples(
  { tag, path, lastSourceTime }: HistoryTag,
  values: readonly DataValue[],
  { start, end }: HistorySpan,
  { namespaces }: ServerFacts,
  now: number,
): Sample[] {
  const floor = lastSourceTime ?? start;
  const ordered = values
    .filter(({ statusCode }) => !emptyStatuses.has(statusCode.value))
    .map((value) => toSample(tag, value, now, { path, namespaces }))
    .filter((sample) => sample.sourceTime !== null && sample.sourceTime <= end)
    .toSorted((a, b) => a.sourceTime! - b.sourceTime!);
  const first = ordered.findLastIndex((sample) => sample.sourceTime! <= floor);
  return ordered.slice(Math.max(0, first)).map(({ serverTime, ...sample }): Sample => ({
    ...sample,
    // Servers without one, or with that of the reading, would make an old value look like a wrong clock.
    serverTime: sample.sourceTime ?? serverTime,
    isBackRead: true,
  }));
}
