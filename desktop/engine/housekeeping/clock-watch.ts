import type { PlantDatabase } from "../database/open-database.ts";
import type { Identity } from "../identity.ts";
import type { EngineLog } from "../log/engine-log.ts";
import { exclusively } from "../pipeline/exclusive.ts";

/** A difference between wall clock and steady clock above this, within one look, is a step and not drift. */
const stepMs = 2_000;
const lookEveryMs = 1_000;

/** Notices when the PC's clock is set and keeps it on record, because every instant after it means something else. */
export function watchClock(
  database: PlantDatabase,
  identity: Identity,
  log: EngineLog,
): () => void {
  let last = { wall: identity.now(), steady: performance.now() };
  const timer = setInterval(() => {
    const next = { wall: identity.now(), steady: performance.now() };
    const steppedMs = Math.round(next.wall - last.wall - (next.steady - last.steady));
    last = next;
    if (Math.abs(steppedMs) <= stepMs) return;
    log.warn({ steppedMs }, "the clock of this PC was set");
    const record = database.raw.prepare(
      "insert or replace into clock_event (at, stepped_ms) values (?, ?)",
    );
    exclusively(database, () => record.run(next.wall, steppedMs)).catch((error: unknown) =>
      log.error({ err: error, steppedMs }, "a clock step could not be recorded"),
    );
  }, lookEveryMs);
  return () => clearInterval(timer);
}
