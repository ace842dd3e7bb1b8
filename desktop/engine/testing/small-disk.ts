import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Where an engine can run out of room, and get it back, without harm to the machine that tests it. */
export interface SmallDisk {
  /** The folder as the engine sees it. */
  readonly folder: string;
  /** Put before every program that uses the folder. */
  readonly wrapper: readonly string[];
  /** How the engine names this want of room. */
  readonly reason: "disk_full" | "io_error";
  /** From now on nothing more can be written. */
  fill(enginePid: number): void;
  makeRoom(enginePid: number): void;
  remove(): Promise<void>;
}

/** A namespace of our own in which anybody may mount; refused in many containers. */
const unshare = ["unshare", "--user", "--map-root-user", "--mount"];

function mountsAreAllowed(): boolean {
  const [file = "", ...args] = [...unshare, "mount", "-t", "tmpfs", "tmpfs", tmpdir()];
  return process.platform === "linux" && spawnSync(file, args).status === 0;
}

/**
 * A real full disk (ENOSPC) where a private tmpfs may be mounted; elsewhere a limit on the length of files (EFBIG),
 * which SQLite meets in the same place of its writing but reports as an input/output error.
 */
export function smallDisk(megabytes: number): Promise<SmallDisk> {
  return mountsAreAllowed() ? privateTmpfs(megabytes) : Promise.resolve(limitedFiles());
}

async function privateTmpfs(megabytes: number): Promise<SmallDisk> {
  const folder = mkdtempSync(join(tmpdir(), "unison-disk-"));
  const [file = "", ...args] = unshare;
  const mount = `mount -t tmpfs -o size=${megabytes}m tmpfs ${folder} && echo mounted && exec cat`;
  // It lives, and with it the disk, until we close its standard input.
  const holder: ChildProcess = spawn(file, [...args, "sh", "-c", mount], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  await once(holder.stdout!, "data");
  const target = `${holder.pid}`;
  /** The same folder from outside the namespace. */
  const outside = `/proc/${target}/root${folder}`;
  const ballast = join(outside, "ballast");
  return {
    folder,
    wrapper: ["nsenter", "--preserve-credentials", "--user", "--mount", "--target", target],
    reason: "disk_full",
    fill() {
      const { bavail, bsize } = statfsSync(outside);
      try {
        writeFileSync(ballast, Buffer.alloc(bavail * bsize, 1));
      } catch (error) {
        // The engine has stored something since we looked: then the disk is as full as it is to be.
        if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
      }
    },
    makeRoom: () => rmSync(ballast),
    async remove() {
      const gone = once(holder, "exit");
      holder.stdin!.end();
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function limitedFiles(): SmallDisk {
  const folder = mkdtempSync(join(tmpdir(), "unison-disk-"));
  /** Only the soft limit: it may be raised again without privileges. */
  const limit = (pid: number, bytes: string) => {
    const { status } = spawnSync("prlimit", ["--pid", `${pid}`, `--fsize=${bytes}:`]);
    if (status !== 0) throw new Error("prlimit failed");
  };
  return {
    folder,
    wrapper: [],
    reason: "io_error",
    fill: (pid) => limit(pid, "1024"),
    makeRoom: (pid) => limit(pid, "unlimited"),
    remove: async () => rmSync(folder, { recursive: true, force: true }),
  };
}
