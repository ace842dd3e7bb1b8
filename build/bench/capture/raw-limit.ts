import { mkdirSync } from "node:fs";
import type { Database } from "better-sqlite3";
import { openDatabase } from "#desktop/engine/database/open-database.ts";

interface Chunk {
  readonly sample_count: number;
  readonly bytes: Uint8Array;
}

/** At least this long, so that a hiccup of the disk is not the whole result. */
const leastMs = 3_000;

/**
 * Samples per second that better-sqlite3 alone stores on this disk: the very chunks the engine made, encoded already,
 * one transaction each with a row of the business file as the engine has it, and nothing else.
 */
export async function rawLimit(reader: Database, folder: string): Promise<number> {
  const chunks = reader
    .prepare<[], Chunk>("select sample_count, bytes from historian.sample_chunk order by id")
    .all();
  mkdirSync(folder, { recursive: true });
  const database = await openDatabase(folder, Date.now());
  try {
    const insert = database.raw.prepare<[number, Uint8Array]>(
      `insert into historian.sample_chunk
         (starts_at, ends_at, first_tag, last_tag, is_merged, sample_count, bytes) values (0, 0, 0, 0, 0, ?, ?)`,
    );
    const beat = database.raw.prepare<[number]>(
      "insert into heartbeat (id, at) values (1, ?) on conflict (id) do update set at = excluded.at",
    );
    const store = database.raw.transaction(({ sample_count, bytes }: Chunk) => {
      insert.run(sample_count, bytes);
      beat.run(Date.now());
    });
    const begun = performance.now();
    let samples = 0;
    while (performance.now() - begun < leastMs) {
      for (const chunk of chunks) {
        store(chunk);
        samples += chunk.sample_count;
      }
    }
    return (samples * 1_000) / (performance.now() - begun);
  } finally {
    database.close();
  }
}
