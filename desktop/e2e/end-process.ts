import { setTimeout as pause } from "node:timers/promises";

/** Makes sure that a process we started is gone: by itself within a moment, or killed. */
export async function endProcess(pid: number): Promise<void> {
  for (let tries = 0; tries < 20 && isRunning(pid); tries += 1) await pause(100);
  if (isRunning(pid)) process.kill(pid, "SIGKILL");
}

/** Whether a process exists. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
