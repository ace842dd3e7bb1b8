import SqliteDatabase from "better-sqlite3";
import { businessFile, historianFile } from "../database/open-database.ts";
import { captureStopOf } from "../pipeline/capture-guard.ts";
import { Exit, exitCodes } from "./exit.ts";

/** Whether SQLite itself says that this file is not, or no longer, a database. */
function isDamaged(file: string): boolean {
  let database: SqliteDatabase.Database | undefined;
  try {
    database = new SqliteDatabase(file, { readonly: true, fileMustExist: true });
    const [first] = database.pragma("quick_check(1)") as { quick_check: string }[];
    return first?.quick_check !== "ok";
  } catch (error) {
    return captureStopOf(error) === "damaged";
  } finally {
    database?.close();
  }
}

function damagedWords(folder: string): string {
  if (isDamaged(businessFile(folder)) || !isDamaged(historianFile(folder))) {
    return (
      `The database ${businessFile(folder)} is damaged. It was not touched. ` +
      "Copy the whole folder away first, then put the last backup in its place and start again."
    );
  }
  return (
    `The file of raw samples ${historianFile(folder)} is damaged. It was not touched. ` +
    "Machines, states, counts and OEE are in business.sqlite and are safe. " +
    "Move historian.sqlite and the files beside it that begin with this name away and start again: a new one is made."
  );
}

/** Words for what keeps the data from being used, with what is safe and what to do; null when it is something else. */
export function dataUnusable(error: unknown, folder: string): Exit | null {
  const stop = captureStopOf(error);
  switch (stop) {
    case null:
      return null;
    case "disk_full":
      return new Exit(
        exitCodes.dataUnusable,
        `The disk that holds ${folder} is full. What is stored is safe; free some space and start again.`,
      );
    case "read_only":
      return new Exit(
        exitCodes.dataUnusable,
        `${folder} cannot be written. What is stored is safe; give this user the right to write the folder and all files in it, and start again.`,
      );
    case "damaged":
      return new Exit(exitCodes.dataUnusable, damagedWords(folder));
    case "io_error":
      return new Exit(
        exitCodes.dataUnusable,
        `The disk that holds ${folder} reports errors. Copy the folder away before anything else.`,
      );
    default:
      return stop satisfies never;
  }
}
