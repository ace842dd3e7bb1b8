import { readFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { readyLine } from "./ready-line.mjs";
import { StartedProcesses } from "./started-processes.mjs";

const folder = mkdtempSync(path.join(tmpdir(), "unison-started-"));
afterAll(() => rmSync(folder, { recursive: true }));

const ready = `console.log("hello"); console.log(JSON.stringify({ ready: true, pid: process.pid }));`;
const stay = "setInterval(() => {}, 1000);";

function start(processes: StartedProcesses, name: string, script: string) {
  return processes.start(name, process.execPath, ["-e", script], process.env);
}

test("all are stopped, the last one first", async () => {
  const diary = path.join(folder, "diary");
  const writeAtStop = (name: string) =>
    `process.on("SIGTERM", () => { require("fs").appendFileSync(${JSON.stringify(diary)}, "${name} "); process.exit(0); });`;
  const processes = new StartedProcesses();
  const demo = start(processes, "demo", `${writeAtStop("demo")} ${ready} ${stay}`);
  const engine = start(processes, "engine", `${writeAtStop("engine")} ${ready} ${stay}`);
  await Promise.all([readyLine(demo, "demo", 30), readyLine(engine, "engine", 30)]);

  await processes.stopAll();

  expect(readFileSync(diary, "utf8")).toBe("engine demo ");
  expect([demo.exitCode, engine.exitCode]).toEqual([0, 0]);
});

test("it is known which one ended by itself", async () => {
  const processes = new StartedProcesses();
  start(processes, "engine", stay);
  start(processes, "demo", "process.exit(7)");
  expect(await processes.firstEnding).toEqual({ name: "demo", code: 7, signal: null });
  await processes.stopAll();
});

test("a program that is not there has ended as well", async () => {
  const processes = new StartedProcesses();
  processes.start("engine", path.join(folder, "none"), [], process.env);
  expect(await processes.firstEnding).toEqual({ name: "engine", code: 127, signal: null });
  await processes.stopAll();
});

test("whoever ends before it is ready is not waited for", async () => {
  const processes = new StartedProcesses();
  const engine = start(processes, "engine", "process.exit(2)");
  await expect(readyLine(engine, "engine", 30)).rejects.toThrow(
    "ended before it was ready (exit code 2)",
  );
});
