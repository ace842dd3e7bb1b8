import { Refusal } from "#shared/kernel/refusal.ts";
import { lockDataFolder } from "../data-folder-lock.ts";
import { openDatabase } from "../database/open-database.ts";
import { systemIdentity } from "../identity.ts";
import { replay } from "../pipeline/replay.ts";
import type { CommandNamed } from "./arguments.ts";

/** Folds intervals and OEE again from stored events; Ctrl-C stops between two pieces and leaves everything whole. */
export async function replayCommand(command: CommandNamed<"replay">): Promise<string> {
  const identity = systemIdentity();
  const lock = lockDataFolder(command.data, identity.now());
  const database = await openDatabase(command.data, identity.now());
  const abort = new AbortController();
  process.once("SIGINT", () => abort.abort(new Error("stopped")));
  try {
    const machine =
      command.machine === undefined
        ? undefined
        : await database.reader
            .selectFrom("machine")
            .select("id")
            .where("code", "=", command.machine)
            .executeTakeFirst();
    if (command.machine !== undefined && !machine) {
      throw new Refusal(
        "NOT_FOUND",
        { entity: "machine", id: command.machine },
        `There is no machine "${command.machine}".`,
      );
    }
    const wish = {
      machineIds: machine ? [machine.id] : [],
      from: command.from ?? 0,
      to: command.to ?? identity.now(),
    };
    const done = await replay(
      database,
      identity,
      wish,
      ({ machinesDone, machines, slices }) =>
        process.stderr.write(`\r${machinesDone}/${machines} machines, ${slices} slices`),
      abort.signal,
    );
    process.stderr.write("\n");
    return JSON.stringify(done);
  } finally {
    database.close();
    lock.release();
  }
}
