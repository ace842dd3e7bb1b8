import { lockDataFolder } from "../data-folder-lock.ts";
import { openDatabase } from "../database/open-database.ts";
import { systemIdentity } from "../identity.ts";
import { check } from "../pipeline/check.ts";
import type { CommandNamed } from "./arguments.ts";
import { exitCodes } from "./exit.ts";

/** Checks both files and every derived row. Findings end with exit code 1. */
export async function checkCommand(command: CommandNamed<"check">): Promise<string> {
  const identity = systemIdentity();
  const lock = lockDataFolder(command.data, identity.now());
  const database = await openDatabase(command.data, identity.now());
  try {
    const findings = await check(database, identity);
    const text = command.json
      ? JSON.stringify({ findings })
      : findings.map((finding) => JSON.stringify(finding)).join("\n") ||
        "nothing found: files, intervals and sums are whole";
    if (findings.length > 0) process.exitCode = exitCodes.findings;
    return text;
  } finally {
    database.close();
    lock.release();
  }
}
