import type { ConnectionId } from "#shared/kernel/id.ts";
import { signalRules } from "#shared/machines/signal-rules.ts";
import type { LinkChange, Sample } from "#shared/machines/sample.ts";
import type { PlantDatabase } from "../database/open-database.ts";
import { packSamples, type StoredSample } from "../historian/sample-columns.ts";
import type { Identity } from "../identity.ts";
import { OeeSlices } from "../pipeline/4-oee.ts";
import type { LastValue } from "../pipeline/captured-batch.ts";
import { BatchCommitter } from "../pipeline/commit-batch.ts";
import { exclusively } from "../pipeline/exclusive.ts";
import { PlantLookup } from "../pipeline/plant-lookup.ts";
import { openRecording, type RecordingHead } from "./recording.ts";
import { ReplayedMachines, type ReplayedTag } from "./replayed-machines.ts";

/** Records turned into one commit; a batch holds up the event loop for some tens of milliseconds. */
const batchRecords = 4_000;

/** Share of the whole that the events take; the rest is the figures computed from them. */
const eventsShare = 0.8;

export interface LoadOptions {
  /** 0..1 */
  readonly onProgress?: (share: number) => void;
  readonly signal?: AbortSignal;
  /** Every event is stored, no figure is computed yet: the moment for what else the figures rest on. */
  readonly beforeFigures?: () => Promise<void>;
}

export interface LoadedRecording {
  readonly records: number;
  readonly slices: number;
}

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** The recording names a tag or connection that the plant does not have. */
export class UnknownRecordedCode extends Error {
  constructor(what: "tag" | "connection", codes: readonly string[]) {
    super(`the recording has ${what}s that the plant does not know: ${codes.join(", ")}`);
    this.name = "UnknownRecordedCode";
  }
}

interface Parties {
  readonly tags: readonly ReplayedTag[];
  readonly connections: ReadonlyMap<string, ConnectionId>;
}

async function partiesOf(database: PlantDatabase, head: RecordingHead): Promise<Parties> {
  const { reader } = database;
  const tagRows = await reader
    .selectFrom("tag")
    .select(["id", "code", "connection_id as connection"])
    .execute();
  const tagsByCode = new Map(tagRows.map((tag) => [tag.code, tag]));
  const connectionRows = await reader.selectFrom("connection").select(["id", "code"]).execute();
  const connections = new Map(connectionRows.map(({ code, id }) => [code, id]));
  const strangeTags = head.tags.filter((code) => !tagsByCode.has(code));
  if (strangeTags.length > 0) throw new UnknownRecordedCode("tag", strangeTags);
  const strangeLinks = head.links.filter((code) => !connections.has(code));
  if (strangeLinks.length > 0) throw new UnknownRecordedCode("connection", strangeLinks);
  return { tags: head.tags.map((code) => tagsByCode.get(code)!), connections };
}

async function machinesOf(
  database: PlantDatabase,
  committer: BatchCommitter,
  tags: readonly ReplayedTag[],
  from: number,
) {
  const rows = await database.reader
    .selectFrom("machine")
    .select(["id", "signals"])
    .where("is_active", "=", 1)
    .execute();
  const machines = rows.map(({ id, signals }) => ({
    id,
    rules: signalRules.parse(JSON.parse(signals)),
    memory: committer.memories.load(id),
  }));
  return new ReplayedMachines(machines, tags, from);
}

/**
 * Sends a recording through the real pipeline in recorded time: signal rules, facts, intervals, counts, sums. Yields to
 * the event loop between batches. It ends like an engine that stops at the recording's end: states are unknown and gaps
 * open from there, and the memories are those from which live capture goes on, with the real gap and no other.
 *
 * @throws RecordingError, UnknownRecordedCode, or the reason of `signal`; what was committed until then stays
 */
export async function loadRecording(
  database: PlantDatabase,
  identity: Identity,
  file: string,
  { onProgress = () => {}, signal, beforeFigures }: LoadOptions = {},
): Promise<LoadedRecording> {
  const { head, records } = await openRecording(file);
  const { tags, connections } = await partiesOf(database, head);
  const committer = new BatchCommitter(database, identity, new PlantLookup(database.raw));
  const machines = await machinesOf(database, committer, tags, head.from);
  const tagIds = tags.map(({ id }) => id);
  const newest = new Map<number, LastValue>();
  let samples: (StoredSample & { tag: number })[] = [];
  let links: LinkChange[] = [];
  let read = 0;

  const commit = async (capturedUpTo: number, isLast: boolean) => {
    const batch = {
      capturedUpTo,
      samples: samples.length === 0 ? null : { tags: tagIds, columns: packSamples(samples) },
      machines: machines.take(),
      links,
      backReads: [],
      overflows: [],
      lastValues: isLast ? [...newest.values()] : [],
    };
    await exclusively(database, () => committer.commit(batch));
    [samples, links] = [[], []];
    onProgress((eventsShare * (capturedUpTo - head.from)) / Math.max(1, head.until - head.from));
    await turn();
  };

  for await (const record of records) {
    const { at } = record;
    if (record.kind === "sample") {
      const tag = tags[record.tag];
      if (tag === undefined) throw new UnknownRecordedCode("tag", [String(record.tag)]);
      const { value, status } = record;
      const sample: Sample = {
        tag: tag.id,
        value,
        status,
        sourceTime: at,
        serverTime: at,
        receivedTime: at,
      };
      machines.sample(tag.code, sample, at);
      samples.push({
        tag: record.tag,
        value,
        status,
        sourceTime: at,
        serverTime: at,
        receivedTime: at,
      });
      newest.set(record.tag, { tag: tag.id, value, status, sourceTime: at, receivedTime: at });
    } else {
      const connection = connections.get(record.connection);
      if (connection === undefined)
        throw new UnknownRecordedCode("connection", [record.connection]);
      const change: LinkChange =
        record.link === "live"
          ? { connection, link: "live", at }
          : { connection, link: "lost", at, cause: "unreachable", detail: "" };
      machines.link(change);
      links.push(change);
    }
    if (++read % batchRecords === 0) {
      signal?.throwIfAborted();
      await commit(at, false);
    }
  }
  machines.endAt(head.until);
  for (const code of head.links) {
    const connection = connections.get(code)!;
    links.push({ connection, link: "lost", at: head.until, cause: "engine_stopped", detail: "" });
  }
  await commit(head.until, true);
  await exclusively(database, () => committer.writeLastValues());
  await beforeFigures?.();

  const slices = new OeeSlices(database, identity, committer.stale);
  await slices.touchRunning();
  const computed = await computeAll(slices, committer, head, { onProgress, signal });
  onProgress(1);
  return { records: read, slices: computed };
}

async function computeAll(
  slices: OeeSlices,
  committer: BatchCommitter,
  head: RecordingHead,
  {
    onProgress,
    signal,
  }: { readonly onProgress: (share: number) => void; readonly signal: AbortSignal | undefined },
): Promise<number> {
  const waiting = () =>
    committer.stale.machines().reduce((sum, machine) => {
      const span = committer.stale.of(machine);
      return sum + (span === null ? 0 : Math.max(0, Math.min(span.end, head.until) - span.start));
    }, 0);
  const whole = Math.max(1, waiting());
  let computed = 0;
  for (let made = await slices.computeNext(); made !== null; made = await slices.computeNext()) {
    signal?.throwIfAborted();
    computed += made;
    onProgress(eventsShare + (1 - eventsShare) * (1 - waiting() / whole));
    await turn();
  }
  return computed;
}
