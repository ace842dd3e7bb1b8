import type { PlantDatabase } from "./database/open-database.ts";
import type { Identity } from "./identity.ts";
import type { Intake } from "./intake/intake.ts";
import type { Board } from "./live/board.ts";
import type { EngineLog } from "./log/engine-log.ts";
import type { OeeSlices } from "./pipeline/4-oee.ts";
import type { BatchCommitter } from "./pipeline/commit-batch.ts";
import type { PlantLookup } from "./pipeline/plant-lookup.ts";
import type { PlantChange, PlantChanges, TouchedFigures } from "./plant-changes.ts";
import { touchedTime } from "./touched-time.ts";

export interface DependingParts {
  readonly changes: PlantChanges;
  readonly lookup: PlantLookup;
  readonly committer: BatchCommitter;
  readonly slices: OeeSlices;
  readonly board: Board;
  readonly intake: Intake;
  readonly database: PlantDatabase;
  readonly identity: Identity;
  readonly log: EngineLog;
}

/** What a change of the set-up alters: what is captured, and which past figures are computed again. */
const effects: Record<PlantChange, { readonly captures: boolean; readonly figures: boolean }> = {
  plant: { captures: false, figures: true },
  connections: { captures: true, figures: false },
  machines: { captures: true, figures: true },
  products: { captures: false, figures: true },
  reasons: { captures: false, figures: true },
  // Shifts that have begun never change, so no past figure does.
  calendar: { captures: false, figures: false },
};

/** Makes the running parts follow committed changes of the set-up, one change after the other. */
export function recomputeOnChange(parts: DependingParts): { stop(): Promise<void> } {
  const { changes, lookup, committer, slices, board, intake, database, identity, log } = parts;

  async function follow(change: PlantChange, touched: TouchedFigures): Promise<void> {
    lookup.reload();
    committer.forget();
    if (effects[change].captures) intake.reconfigure();
    await board.reload();
    if (!effects[change].figures) return;
    for (const { machineId, span } of await touchedTime(database.reader, touched, identity.now()))
      await slices.touch(machineId, span);
  }

  let queue: Promise<void> = Promise.resolve();
  const stopListening = changes.listen((change, touched) => {
    queue = queue
      .then(() => follow(change, touched))
      .catch((error: unknown) =>
        log.error({ err: error, change }, "a change of the set-up could not be followed"),
      );
  });
  return {
    stop: () => {
      stopListening();
      return queue;
    },
  };
}
