import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { checkout } from "./checkout.mjs";
import { dataFolderHolder } from "./data-in-use.mjs";
import { endChild } from "./end-process.mjs";

const folder = mkdtempSync(path.join(tmpdir(), "unison-in-use-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** A process that looks like an engine: a Node that runs a script of that name. */
function startSomethingNamed(name: string) {
  const script = path.join(folder, name);
  writeFileSync(script, "setInterval(() => {}, 1000);");
  return spawn(process.execPath, [script], { stdio: "ignore" });
}

function noteOf(pid: number | undefined) {
  writeFileSync(path.join(folder, "engine.pid"), JSON.stringify({ pid }));
}

test("a second npm start on the same data says who has it, starts nothing, and leaves the other alone", async () => {
  const engine = startSomethingNamed("unison-engine.mjs");
  noteOf(engine.pid);
  const start = path.join(checkout.root, "build/launch/start.mjs");
  const second = spawnSync(process.execPath, [start, "--headless", "--data", folder], {
    encoding: "utf8",
  });

  expect(second.status).toBe(3);
  expect(second.stdout).toBe("");
  expect(second.stderr).toContain(`already in use by a running engine (pid ${engine.pid})`);
  expect(engine.exitCode).toBeNull();
  await endChild(engine);
});

test("a note left behind by an engine that died does not keep anyone out", async () => {
  const engine = startSomethingNamed("unison-engine.mjs");
  await endChild(engine);
  noteOf(engine.pid);
  expect(dataFolderHolder(folder)).toBeUndefined();
});

test("a note whose pid now belongs to somebody else does not keep anyone out", async () => {
  const somebody = startSomethingNamed("editor.mjs");
  noteOf(somebody.pid);
  expect(dataFolderHolder(folder)).toBeUndefined();
  await endChild(somebody);
});

test("a new folder is free, and so is one with a damaged note", () => {
  expect(dataFolderHolder(path.join(folder, "new"))).toBeUndefined();
  writeFileSync(path.join(folder, "engine.pid"), "{");
  expect(dataFolderHolder(folder)).toBeUndefined();
});
