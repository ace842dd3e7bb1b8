import fs from "node:fs";
import path from "node:path";

/** Exit code by which the engine, and so we, say that somebody else works on this data. */
export const dataInUseExitCode = 3;

/** The engine renews its lock every few seconds; this much silence means that nobody does. */
const heartbeatLimitMs = 60_000;

/**
 * Whether an engine runs on a data folder. Looked at before anything is started, so that a second
 * start is refused at once; the engine itself makes sure (exit code 3).
 * @param {string} dataFolder
 * @returns {number | undefined} pid of the engine that holds the folder
 */
export function dataFolderHolder(dataFolder) {
  const lockFile = path.join(dataFolder, "engine.lock");
  try {
    const pid = JSON.parse(fs.readFileSync(lockFile, "utf8")).pid;
    if (!Number.isInteger(pid)) return undefined;
    return isEngine(pid, lockFile) ? pid : undefined;
  } catch {
    return undefined;
  }
}

/** @param {string} dataFolder @param {number} pid */
export function dataInUseMessage(dataFolder, pid) {
  return `This plant's data is already in use by a running engine (pid ${pid}): ${dataFolder}. Use its window, stop it first, or name another folder with -- --data DIR.`;
}

/**
 * A pid may have been given to somebody else since the engine died without removing its lock.
 * @param {number} pid
 * @param {string} lockFile
 */
function isEngine(pid, lockFile) {
  if (process.platform === "linux") {
    return fs.readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("unison-engine");
  }
  process.kill(pid, 0);
  return Date.now() - fs.statSync(lockFile).mtimeMs < heartbeatLimitMs;
}
