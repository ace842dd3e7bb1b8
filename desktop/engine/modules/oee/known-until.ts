import type { Reader } from "../../database/reader.ts";
import type { Writer } from "../../database/writer.ts";

/**
 * The instant up to which facts are known: the last captured moment, never later than `now`. An open interval says
 * nothing about the time after it. A plant that has captured nothing yet knows everything typed up to now.
 */
export async function knownUntil(
  reader: Pick<Reader | Writer, "selectFrom">,
  now: number,
): Promise<number> {
  const heartbeat = await (reader as Reader)
    .selectFrom("heartbeat")
    .select("at")
    .executeTakeFirst();
  return Math.min(now, heartbeat?.at ?? now);
}
