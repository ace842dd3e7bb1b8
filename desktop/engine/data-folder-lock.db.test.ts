import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { DataFolderInUse, lockDataFolder } from "./data-folder-lock.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "unison-lock-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Another engine that holds the folder until it is ended. */
async function otherEngine() {
  const lock = new URL("./data-folder-lock.ts", import.meta.url).href;
  const script = `const { lockDataFolder } = await import(${JSON.stringify(lock)});
    lockDataFolder(${JSON.stringify(folder)}, Date.now()); console.log('locked'); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(child.stdout, "data");
  return child;
}

test("a second engine on the same data is refused by the pid of the first", async () => {
  const other = await otherEngine();
  try {
    expect(() => lockDataFolder(folder, 0)).toThrow(DataFolderInUse);
    expect(() => lockDataFolder(folder, 0)).toThrow(`pid ${other.pid}`);
  } finally {
    other.kill("SIGKILL");
    await once(other, "exit");
  }
});

test("a killed engine leaves no lock behind", async () => {
  const other = await otherEngine();
  other.kill("SIGKILL");
  await once(other, "exit");
  expect(() => lockDataFolder(folder, 0).release()).not.toThrow();
});

test("a frozen engine keeps its data", async () => {
  const other = await otherEngine();
  try {
    other.kill("SIGSTOP");
    expect(() => lockDataFolder(folder, Date.now() + 3_600_000)).toThrow(DataFolderInUse);
  } finally {
    other.kill("SIGKILL");
    await once(other, "exit");
  }
});
