import { Refusal } from "#shared/kernel/refusal.ts";
import { DataFolderInUse } from "../data-folder-lock.ts";
import { readArguments, usage, WrongArguments, type Command } from "./arguments.ts";
import { checkCommand } from "./check-command.ts";
import { dataUnusable } from "./data-unusable.ts";
import { exportCommand } from "./export-command.ts";
import { Exit, exitCodes } from "./exit.ts";
import { oeeCommand } from "./oee-command.ts";
import { proofExportCommand, proofVerifyCommand } from "./proof-command.ts";
import { replayCommand } from "./replay-command.ts";
import { serveCommand } from "./serve-command.ts";

function run(command: Command): Promise<string | void> {
  switch (command.name) {
    case "serve":
      return serveCommand(command);
    case "oee":
      return oeeCommand(command);
    case "proof export":
      return proofExportCommand(command);
    case "proof verify":
      return proofVerifyCommand(command);
    case "replay":
      return replayCommand(command);
    case "check":
      return checkCommand(command);
    case "export":
      return exportCommand(command);
    case "help":
      return Promise.resolve(usage);
    default:
      return command satisfies never;
  }
}

function codeOf(error: unknown): number {
  if (error instanceof Exit) return error.code;
  if (error instanceof DataFolderInUse) return exitCodes.dataInUse;
  if (error instanceof WrongArguments || error instanceof Refusal) return exitCodes.wrongArguments;
  return exitCodes.findings;
}

/** What the person sees: a refusal's own words, or the whole error when it is a bug. */
function wordsOf(error: unknown): string {
  const isExpected =
    error instanceof Exit ||
    error instanceof WrongArguments ||
    error instanceof Refusal ||
    error instanceof DataFolderInUse;
  if (isExpected) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** A command whose data cannot be used ends in words about that. */
async function runOnData(command: Command): Promise<string | void> {
  try {
    return await run(command);
  } catch (error) {
    const data = command.name === "help" ? undefined : command.data;
    throw (data === undefined ? null : dataUnusable(error, data)) ?? error;
  }
}

try {
  const output = await runOnData(readArguments(process.argv.slice(2)));
  if (output !== undefined) process.stdout.write(`${output}\n`);
  process.exitCode ??= exitCodes.done;
} catch (error) {
  const code = codeOf(error);
  // A start that failed half way has left sockets and timers behind; they must not keep the process. Output first.
  process.stdout.write("", () =>
    process.stderr.write(`${wordsOf(error)}\n`, () => process.exit(code)),
  );
}
