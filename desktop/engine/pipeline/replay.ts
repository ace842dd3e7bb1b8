import { clip, type Span } from "#shared/kernel/span.ts";
import type { MachineId } from "#shared/kernel/id.ts";
import type { PlantDatabase } from "../database/open-database.ts";
import type { Identity } from "../identity.ts";
import { knownUntil } from "../modules/oee/known-until.ts";
import { OeeSlices } from "./4-oee.ts";
import { BatchCommitter } from "./commit-batch.ts";
import { exclusively } from "./exclusive.ts";
import { PlantLookup } from "./plant-lookup.ts";

export interface ReplayWish {
  /** Empty = all machines. */
  readonly machineIds: readonly MachineId[];
  readonly from: number;
  readonly to: number;
}

export interface ReplayProgress {
  readonly machinesDone: number;
  readonly machines: number;
  readonly slices: number;
}

/** From the first fact of a machine to the last captured moment; null when it has no facts. */
async function factsOf(
  database: PlantDatabase,
  machineId: MachineId,
  now: number,
): Promise<Span | null> {
  const first = await database.reader
    .selectFrom("machine_event")
    .select((build) => build.fn.min("at").as("at"))
    .where("machine_id", "=", machineId)
    .executeTakeFirst();
  const start = first?.at ?? null;
  if (start === null) return null;
  return { start, end: Math.max(start + 1, await knownUntil(database.reader, now)) };
}

/**
 * Folds intervals and sums again from stored events and counts. What it finds right it leaves alone, so that a second
 * replay, or one of facts that had arrived in another order, ends in identical rows.
 */
export async function replay(
  database: PlantDatabase,
  identity: Identity,
  wish: ReplayWish,
  onProgress: (progress: ReplayProgress) => void = () => {},
  signal?: AbortSignal,
): Promise<ReplayProgress> {
  const committer = new BatchCommitter(database, identity, new PlantLookup(database.raw));
  const slices = new OeeSlices(database, identity, committer.stale);
  const all = await database.reader.selectFrom("machine").select("id").orderBy("code").execute();
  const machineIds = wish.machineIds.length > 0 ? wish.machineIds : all.map(({ id }) => id);
  let progress: ReplayProgress = { machinesDone: 0, machines: machineIds.length, slices: 0 };
  for (const machineId of machineIds) {
    signal?.throwIfAborted();
    const known = await factsOf(database, machineId, identity.now());
    const span = known && clip(known, { start: wish.from, end: wish.to });
    if (span) await exclusively(database, () => committer.refold(machineId, span));
    while (committer.stale.of(machineId) !== null) {
      signal?.throwIfAborted();
      progress = { ...progress, slices: progress.slices + ((await slices.computeNext()) ?? 0) };
      onProgress(progress);
      await new Promise((resolve) => setImmediate(resolve));
    }
    progress = { ...progress, machinesDone: progress.machinesDone + 1 };
    onProgress(progress);
  }
  return progress;
}
