import { setTimeout as pause } from "node:timers/promises";

/** How long a process may take to stop by itself after SIGTERM before it is killed, unless told otherwise. */
const graceMs = 5_000;

/**
 * Asks one process to stop, and kills it when it has not after a while.
 * @param {import("node:child_process").ChildProcess} child one that we started
 * @param {number} [limitMs]
 */
export async function endChild(child, limitMs = graceMs) {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), limitMs);
  await ended;
  clearTimeout(timer);
}

/**
 * Ends a whole process group: the leader that we started `detached`, and what it started.
 * @param {number} leader pid of the group's leader
 */
export async function endProcessGroup(leader) {
  signalGroup(leader, "SIGTERM");
  for (let waited = 0; waited < graceMs && signalGroup(leader, 0); waited += 100) await pause(100);
  signalGroup(leader, "SIGKILL");
}

/**
 * @param {number} leader
 * @param {NodeJS.Signals | 0} signal
 * @returns {boolean} whether anyone was there to receive it
 */
function signalGroup(leader, signal) {
  try {
    process.kill(-leader, signal);
    return true;
  } catch {
    return false;
  }
}
