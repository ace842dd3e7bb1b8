import type { PlantDatabase } from "../database/open-database.ts";

/**
 * Waits until no command holds the writing connection, then runs `work` on it. `work` is synchronous by type: nothing
 * may be awaited while the hot path has the connection.
 */
export async function exclusively<Result>(
  database: PlantDatabase,
  work: () => Result,
): Promise<Result> {
  return database.kysely.connection().execute(async () => {
    if (database.raw.inTransaction)
      throw new Error("the writing connection was left inside a transaction");
    return work();
  });
}
