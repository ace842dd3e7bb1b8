import fs from "node:fs";
import path from "node:path";

/** Exit code by which the engine, and so we, say that somebody else works on this data. */
export const dataInUseExitCode = 3;

/**
 * Whether an engine runs on a data folder. Looked at before anything is started, so that a second
 * start is refused at once and does nothing. The engine's own lock decides: should this look miss
 * something (it sees processes on Linux only), the engine ends with exit code 3.
 * @param {string} dataFolder
 * @returns {number | undefined} pid of the engine that holds the folder
 */
export function dataFolderHolder(dataFolder) {
  try {
    const pid = JSON.parse(fs.readFileSync(path.join(dataFolder, "engine.pid"), "utf8")).pid;
    return Number.isInteger(pid) && isEngine(pid) ? pid : undefined;
  } catch {
    return undefined;
  }
}

/** @param {string} dataFolder @param {number} pid */
export function dataInUseMessage(dataFolder, pid) {
  return `This plant's data is already in use by a running engine (pid ${pid}): ${dataFolder}. Use its window, stop it first, or name another folder with -- --data DIR.`;
}

/**
 * The note outlives an engine that was killed, and its pid may belong to somebody else by now.
 * @param {number} pid
 */
function isEngine(pid) {
  return fs.readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("unison-engine");
}
