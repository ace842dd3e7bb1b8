import type { HistorianPolicy } from "#shared/historian/historian-policy.ts";
import { hourMs, minuteMs } from "#shared/kernel/instant.ts";
import { engineActor } from "../database/actor.ts";
import type { PlantDatabase } from "../database/open-database.ts";
import { write } from "../database/write.ts";
import { quotaPieces, retentionPieces, type Piece } from "../historian/keep-within.ts";
import { samplesOf } from "../historian/samples-of.ts";
import type { Identity } from "../identity.ts";
import type { EngineLog } from "../log/engine-log.ts";
import { extendCalendar } from "../modules/shifts/calendar.ts";
import { policyOf } from "../modules/historian/historian.store.ts";
import { findPlant } from "../modules/plant/plant.store.ts";
import type { RuleFiler } from "../modules/rules/rule-filer.ts";
import type { OeeSlices } from "../pipeline/4-oee.ts";
import { exclusively } from "../pipeline/exclusive.ts";

/** Receipts of commands are kept for a month: no client sends a lost command again after that. */
const receiptsKeptMs = 30 * 24 * hourMs;

/** Between two pieces of work on stored samples: capture goes first. */
const betweenPiecesMs = 50;

export interface HousekeepingParts {
  readonly database: PlantDatabase;
  readonly identity: Identity;
  readonly slices: OeeSlices;
  readonly ruleFiler: RuleFiler;
  readonly log: EngineLog;
}

interface Chore {
  readonly name: string;
  readonly everyMs: number;
  readonly run: (parts: HousekeepingParts) => Promise<void>;
}

/** Gives samples up piece by piece, with room for commits in between. */
async function givingUp(
  { database, identity }: HousekeepingParts,
  piecesOf: (raw: PlantDatabase["raw"], policy: HistorianPolicy, now: number) => Piece,
): Promise<void> {
  const plant = await findPlant(database.reader);
  if (!plant) return;
  const piece = piecesOf(database.raw, policyOf(plant), identity.now());
  while (database.raw.open && (await exclusively(database, piece)))
    await new Promise((resolve) => setTimeout(resolve, betweenPiecesMs));
}

/** Work beside capture, in pieces so small that capture never notices. */
const chores: readonly Chore[] = [
  {
    name: "sums",
    everyMs: 250,
    run: async ({ slices }) => void (await slices.computeNext()),
  },
  {
    name: "running hour",
    everyMs: minuteMs,
    run: ({ slices }) => slices.touchRunning(),
  },
  {
    name: "reasons by rule",
    everyMs: 1_000,
    run: ({ ruleFiler }) => ruleFiler.turn(),
  },
  {
    name: "samples of the run before",
    everyMs: 5_000,
    run: async ({ database, identity }) => {
      while (
        database.raw.open &&
        (await exclusively(database, () => samplesOf(database.raw).catchUp(identity.now())))
      )
        await new Promise((resolve) => setTimeout(resolve, betweenPiecesMs));
    },
  },
  {
    name: "samples beyond their time",
    everyMs: 30 * minuteMs,
    run: (parts) => givingUp(parts, retentionPieces),
  },
  {
    name: "samples beyond the quota",
    everyMs: minuteMs,
    run: (parts) => givingUp(parts, quotaPieces),
  },
  {
    name: "calendar",
    everyMs: hourMs,
    run: async ({ database, identity }) => {
      const plant = await findPlant(database.reader);
      if (!plant) return;
      const command = {
        actor: engineActor("housekeeping"),
        operation: "shifts.extendCalendar",
        commandId: null,
      };
      await write(database, identity, command, (writer) =>
        extendCalendar(writer, identity, plant.zone),
      );
    },
  },
  {
    name: "receipts",
    everyMs: 24 * hourMs,
    run: async ({ database, identity }) => {
      const before = identity.now() - receiptsKeptMs;
      await exclusively(database, () =>
        database.raw.prepare("delete from command_receipt where at < ?").run(before),
      );
    },
  },
];

/** Does the chores until the returned function is called; one that fails is logged and tried at its next turn. */
export function keepHouse(parts: HousekeepingParts): () => void {
  const timers = new Set<NodeJS.Timeout>();
  let isStopped = false;
  for (const chore of chores) {
    const turn = async () => {
      try {
        await chore.run(parts);
      } catch (error) {
        parts.log.error({ err: error, chore: chore.name }, "a chore failed");
      }
      if (!isStopped) schedule(chore.everyMs);
    };
    const schedule = (afterMs: number) => {
      const timer = setTimeout(() => {
        timers.delete(timer);
        void turn();
      }, afterMs);
      timers.add(timer);
    };
    schedule(Math.min(chore.everyMs, minuteMs));
  }
  return () => {
    isStopped = true;
    for (const timer of timers) clearTimeout(timer);
  };
}
