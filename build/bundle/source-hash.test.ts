import { mkdtemp, mkdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeEach, expect, test } from "vitest";
import { isUpToDate, sourceHash, writeStamp } from "./source-hash.ts";

const root = await mkdtemp(path.join(tmpdir(), "unison-hash-"));
afterAll(() => rm(root, { recursive: true }));

beforeEach(async () => {
  await mkdir(path.join(root, "desktop/main"), { recursive: true });
  await writeFile(path.join(root, "desktop/main/main.ts"), "1");
  await writeFile(path.join(root, "package.json"), "{}");
});

const hash = () => sourceHash(root, ["package.json", "desktop", "not-there"]);

test("the same sources have the same hash", async () => {
  expect(await hash()).toBe(await hash());
});

test("a changed, a new and a renamed file change it; a test does not", async () => {
  const before = await hash();
  await writeFile(path.join(root, "desktop/main/main.test.ts"), "test");
  expect(await hash()).toBe(before);
  await writeFile(path.join(root, "desktop/main/main.ts"), "2");
  const changed = await hash();
  await writeFile(path.join(root, "desktop/new.ts"), "");
  expect(new Set([before, changed, await hash()]).size).toBe(3);
});

test("output is up to date only with the very hash it was made from", async () => {
  await writeStamp(root, "abc");
  expect(await isUpToDate(root, "abc")).toBe(true);
  expect(await isUpToDate(root, "abd")).toBe(false);
  expect(await isUpToDate(path.join(root, "never-built"), "abc")).toBe(false);
});
