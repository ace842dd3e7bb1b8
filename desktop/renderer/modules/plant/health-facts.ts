import type { EngineHealth } from "#shared/plant/plant.contract.ts";
import type { Format } from "#shared/ui/format/format.ts";

export interface HealthFact {
  readonly id: string;
  readonly value: string;
  /** Key of the words to show instead of the value. */
  readonly wordKey?: string;
  readonly isBad: boolean;
}

interface HealthGroup {
  readonly id: "capture" | "storage" | "process";
  readonly facts: readonly HealthFact[];
}

/** Below this the disk may fill within a shift: 2 GB. */
const littleFreeBytes = 2e9;
/** A loop blocked this long delays every answer noticeably. Milliseconds. */
const slowLoopMs = 250;

const fact = (id: string, value: string, isBad = false): HealthFact => ({ id, value, isBad });

/** The engine's figures in the order a person looks for trouble. */
export function healthGroups(health: EngineHealth, format: Format): HealthGroup[] {
  const { capture } = health;
  const state = {
    ...fact("state", capture.state, capture.state === "stopped"),
    wordKey: `plant:health.state.${capture.state}`,
  };
  return [
    {
      id: "capture",
      facts: [
        state,
        fact(
          "lastCommit",
          health.lastCommitAt === null ? "–" : format.relative(health.lastCommitAt),
        ),
        fact(
          "commitTime",
          health.lastCommitMs === null ? "–" : `${format.number(health.lastCommitMs)} ms`,
        ),
        fact("stored", format.pieces(health.samplesStored)),
        fact("dropped", format.pieces(health.samplesDropped), health.samplesDropped > 0),
        fact("buffered", format.pieces(health.samplesBuffered)),
        fact("inFlight", format.pieces(health.batchesInFlight)),
      ],
    },
    {
      id: "storage",
      facts: [
        fact("business", format.bytes(health.businessBytes)),
        fact("historian", format.bytes(health.historianBytes)),
        fact(
          "free",
          health.freeBytes === null ? "–" : format.bytes(health.freeBytes),
          (health.freeBytes ?? Infinity) < littleFreeBytes,
        ),
        fact("folder", health.dataFolder),
      ],
    },
    {
      id: "process",
      facts: [
        fact("started", format.relative(health.startedAt)),
        fact("memory", format.bytes(health.rssBytes)),
        fact(
          "eventLoop",
          `${format.number(health.eventLoopWorstMs)} ms`,
          health.eventLoopWorstMs > slowLoopMs,
        ),
        fact("version", health.version),
        fact("pid", String(health.pid)),
      ],
    },
  ];
}
