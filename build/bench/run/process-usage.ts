import { readFileSync } from "node:fs";

/** Clock ticks per second in /proc; USER_HZ is 100 on every Linux that Node runs on. */
const ticksPerSecond = 100;

/** CPU seconds of a process so far, user and system, all its threads (proc(5): fields 14 and 15 of stat). */
export function cpuSecondsOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  // The second field is the command in brackets, and may hold spaces.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}

function kilobytes(file: string, field: string): number {
  const found = new RegExp(`^${field}:\\s+(\\d+) kB$`, "m").exec(readFileSync(file, "utf8"));
  if (found === null) throw new Error(`${file} has no ${field}`);
  return Number(found[1]);
}

/** Resident memory of a process in megabytes (10⁶ bytes). */
export const rssMb = (pid: number): number =>
  (kilobytes(`/proc/${pid}/status`, "VmRSS") * 1_024) / 1e6;

/** Proportional memory of a process in megabytes: what it shares is divided among the sharers, so that processes add up. */
export const pssMb = (pid: number): number =>
  (kilobytes(`/proc/${pid}/smaps_rollup`, "Pss") * 1_024) / 1e6;

/** A process and everything it started, and they in turn, as of now. */
export function processTree(root: number): number[] {
  const children = readFileSync(`/proc/${root}/task/${root}/children`, "utf8").trim();
  return [
    root,
    ...(children === "" ? [] : children.split(" ").flatMap((pid) => processTree(Number(pid)))),
  ];
}
