import { readdir, readFile, readlink, realpath } from "node:fs/promises";
import { basename, join } from "node:path";

/** A process that has a serial port open. */
export interface PortHolder {
  readonly pid: number;
  /** Name of its program; null where the system does not tell. */
  readonly name: string | null;
  /** It is this process: another connection of ours. */
  readonly isOurs: boolean;
}

/** Folders of the system, replaced in tests. */
export interface HolderFolders {
  readonly processes: string;
  /** Where programs such as minicom leave `LCK..ttyUSB0`. */
  readonly locks: readonly string[];
}

const systemFolders: HolderFolders = { processes: "/proc", locks: ["/run/lock", "/var/lock"] };

/**
 * Who has the port open, other programs before this one; null = nobody, or the system does not tell (another user's
 * process, not Linux).
 */
export async function portHolder(
  path: string,
  folders: HolderFolders = systemFolders,
): Promise<PortHolder | null> {
  const device = await realpath(path).catch(() => path);
  const pids = (await readdir(folders.processes).catch(() => []))
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
  const holding: number[] = [];
  for (const pid of pids)
    if (await hasOpen(join(folders.processes, String(pid), "fd"), device)) holding.push(pid);
  const pid = holding.find((one) => one !== process.pid) ?? holding[0];
  if (pid !== undefined) return describe(pid, folders);
  return lockHolder(device, folders);
}

async function hasOpen(folder: string, device: string): Promise<boolean> {
  const files = await readdir(folder).catch(() => []);
  const targets = await Promise.all(
    files.map((file) => readlink(join(folder, file)).catch(() => "")),
  );
  return targets.includes(device);
}

async function describe(pid: number, folders: HolderFolders): Promise<PortHolder> {
  const name = await readFile(join(folders.processes, String(pid), "comm"), "utf8").catch(() => "");
  return { pid, name: name.trim() || null, isOurs: pid === process.pid };
}

/** A lock file says the pid as text; it counts while that process lives. */
async function lockHolder(device: string, folders: HolderFolders): Promise<PortHolder | null> {
  for (const folder of folders.locks) {
    const text = await readFile(join(folder, `LCK..${basename(device)}`), "utf8").catch(() => "");
    const pid = Number.parseInt(text.trim(), 10);
    if (!Number.isSafeInteger(pid)) continue;
    const isAlive = await readdir(join(folders.processes, String(pid))).then(
      () => true,
      () => false,
    );
    if (isAlive) return describe(pid, folders);
  }
  return null;
}

/** A holder in words: `minicom (pid 4711)`, or that it is a connection of our own. */
export const holderText = (holder: PortHolder | null): string =>
  holder === null
    ? "another program"
    : holder.isOurs
      ? "another connection of this program"
      : `${holder.name ?? "a program"} (pid ${holder.pid})`;
