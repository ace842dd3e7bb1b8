import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openDatabase } from "../database/open-database.ts";
import { readEverything } from "./read-all.ts";
import { samplesOf } from "./samples-of.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "unison-samples-killed-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Lets a child store samples from a number on and kills it with -9 after some commits. Returns the last it told. */
async function storeAndKill(first: number, commits: number): Promise<number> {
  const script = new URL("../testing/store-until-killed.ts", import.meta.url).pathname;
  const child = spawn(process.execPath, [script, folder, String(first)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  let last = -1;
  for await (const text of createInterface({ input: child.stdout })) {
    // The last line may be cut off by the kill.
    if (!text.endsWith("}")) break;
    last = (JSON.parse(text) as { number: number }).number;
    if (last === first + commits) child.kill("SIGKILL");
  }
  await ended;
  return last;
}

it("killed between tail and blocks, again and again: every told sample is there, and each once", async () => {
  let first = 0;
  const told: [from: number, to: number][] = [];
  for (const commits of [7, 45, 133, 61]) {
    const last = await storeAndKill(first, commits);
    expect(last).toBeGreaterThanOrEqual(first + commits);
    told.push([first, last]);
    // What was committed and not told any more would come again: a real source goes on, it does not begin anew.
    first = last + 1_000;
  }
  const database = await openDatabase(folder, 0);
  const seen = () => {
    const times = new Map<string, number>();
    for (const { tag, value } of readEverything(database.raw))
      times.set(`${tag} ${value}`, (times.get(`${tag} ${value}`) ?? 0) + 1);
    return times;
  };
  const before = seen();
  for (const [from, to] of told)
    for (let number = from; number <= to; number++)
      for (const tag of [1, 2, 3]) expect(before.get(`${tag} ${number}`)).toBe(1);
  samplesOf(database.raw).packAll(Date.UTC(2026, 2, 3));
  expect(seen()).toEqual(before);
  expect([...before.values()].every((times) => times === 1)).toBe(true);
  database.close();
});
