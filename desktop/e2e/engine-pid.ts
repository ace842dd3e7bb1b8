import { readFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";

const note = z.object({ pid: z.int().positive() });

/** Pid of the engine that works on a data folder, as the engine itself noted it, or undefined. */
export async function enginePid(data: string): Promise<number | undefined> {
  try {
    return note.parse(JSON.parse(await readFile(path.join(data, "engine.pid"), "utf8"))).pid;
  } catch {
    return undefined;
  }
}
