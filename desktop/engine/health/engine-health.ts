import { statfsSync, statSync } from "node:fs";
import { monitorEventLoopDelay } from "node:perf_hooks";
import type { EngineHealth } from "#shared/plant/plant.contract.ts";
import { businessFile, historianFile } from "../database/open-database.ts";
import type { Identity } from "../identity.ts";
import type { Intake } from "../intake/intake.ts";
import type { Capture } from "../pipeline/capture.ts";

const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;

function freeBytes(folder: string): number | null {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  } catch {
    return null;
  }
}

/** Returns how to take the engine's pulse. The worst event-loop delay is that since the last time it was asked. */
export function watchHealth(parts: {
  folder: string;
  version: string;
  capture: Capture;
  intake: Intake;
  identity: Identity;
}): () => EngineHealth {
  const { folder, version, capture, intake, identity } = parts;
  const startedAt = identity.now();
  const loop = monitorEventLoopDelay({ resolution: 10 });
  loop.enable();
  return () => {
    const { samplesStored, samplesDropped, lastCommitAt, lastCommitMs } = capture.counters();
    const eventLoopWorstMs = loop.max / 1e6;
    loop.reset();
    return {
      pid: process.pid,
      version,
      startedAt,
      dataFolder: folder,
      businessBytes: sizeOf(businessFile(folder)),
      historianBytes: sizeOf(historianFile(folder)),
      freeBytes: freeBytes(folder),
      batchesInFlight: intake.buffer.unacknowledgedBatches,
      samplesBuffered: intake.buffer.waitingSamples,
      samplesStored,
      samplesDropped: samplesDropped + intake.buffer.droppedSamples,
      lastCommitAt,
      lastCommitMs,
      eventLoopWorstMs,
      rssBytes: process.memoryUsage.rss(),
      capture: capture.state,
    };
  };
}
