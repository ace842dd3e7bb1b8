import { readdir, readFile, readlink, realpath, stat } from "node:fs/promises";
import { basename, join } from "node:path";

/** A process that has a serial port open. */
export interface PortHolder {
  readonly pid: number;
  /** Name of its program; null where the system does not tell. */
  readonly name: string | null;
  /** It is this process or one it has started for a port: another connection of ours. */
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
 * Who has the port: whoever locked it, else whoever has it open, other programs before this one; null = nobody, or the system does not tell (another user's
 * process, not Linux).
 */
export async function portHolder(
  path: string,
  folders: HolderFolders = systemFolders,
): Promise<PortHolder | null> {
  const device = await realpath(path).catch(() => path);
  const locker = await lockingProcess(path, folders);
  if (locker !== null) return describe(locker, folders);
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

/** Process that locked the file, from the kernel's list: `1: FLOCK  ADVISORY  WRITE 4711 00:18:5 0 EOF`. */
export async function lockingProcess(
  path: string,
  folders: HolderFolders = systemFolders,
): Promise<number | null> {
  const file = await stat(path).catch(() => null);
  if (file === null) return null;
  const hex = (number: number) => number.toString(16).padStart(2, "0");
  const major = (file.dev >>> 8) & 0xfff;
  const minor = (file.dev & 0xff) | ((file.dev >>> 12) & 0xfff00);
  const name = `${hex(major)}:${hex(minor)}:${file.ino}`;
  const locks = await readFile(join(folders.processes, "locks"), "utf8").catch(() => "");
  for (const line of locks.split("\n")) {
    const words = line.trim().split(/ +/);
    if (words[1] === "FLOCK" && words[5] === name) return Number(words[4]);
  }
  return null;
}

async function hasOpen(folder: string, device: string): Promise<boolean> {
  const files = await readdir(folder).catch(() => []);
  const targets = await Promise.all(
    files.map((file) => readlink(join(folder, file)).catch(() => "")),
  );
  return targets.includes(device);
}

async function describe(pid: number, folders: HolderFolders): Promise<PortHolder> {
  const folder = join(folders.processes, String(pid));
  const factOf = (name: string) => readFile(join(folder, name), "utf8").catch(() => "");
  const program = await readlink(join(folder, "exe")).catch(() => "");
  // Node names its main thread, and with it the process, `MainThread`.
  const name = (await factOf("comm")).trim().replace(/^MainThread$/, basename(program));
  const parent = Number(/^PPid:\s*(\d+)$/m.exec(await factOf("status"))?.[1]);
  const isPortProcess = (await factOf("cmdline")).includes("port-process");
  return {
    pid,
    name: name || null,
    isOurs: pid === process.pid || (parent === process.pid && isPortProcess),
  };
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
