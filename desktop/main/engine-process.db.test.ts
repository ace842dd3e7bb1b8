import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import type { EngineAddress } from "#desktop/preload/bridge.ts";
import { startEngineProcess } from "./engine-process.ts";

const folder = await mkdtemp(path.join(tmpdir(), "unison-engine-process-"));
afterAll(() => rm(folder, { recursive: true }));

/** Starts a script as if it were the engine, and collects what is heard of it. */
async function startScript(script: string) {
  const file = path.join(folder, `${crypto.randomUUID()}.mjs`);
  await writeFile(file, script);
  const token = "a".repeat(64);
  const { promise: ready, resolve: onReady } = Promise.withResolvers<EngineAddress>();
  const { promise: ended, resolve: onEnded } = Promise.withResolvers<{
    exitCode: number | undefined;
    lastWords: string;
  }>();
  const engine = startEngineProcess(
    { node: process.execPath, args: [file], cwd: folder, env: { UNISON_TOKEN: token }, token },
    { ready: onReady, ended: (exitCode, lastWords) => onEnded({ exitCode, lastWords }) },
  );
  return { engine, ready, ended };
}

const serve = `console.log("not json"); console.log('{"ready":false}'); console.log('{"ready":true,"port":48123}');`;

test("a ready line gives the address; SIGTERM ends it in order", async () => {
  const { engine, ready, ended } = await startScript(
    `setInterval(() => {}, 1000); process.on("SIGTERM", () => process.exit(0)); ${serve}`,
  );
  expect(await ready).toEqual({ url: "ws://127.0.0.1:48123/rpc", token: "a".repeat(64) });
  await engine.end();
  expect(await ended).toEqual({ exitCode: 0, lastWords: "" });
});

test("its last words on stderr and its exit code are heard", async () => {
  const { ended } = await startScript(`console.error("data in use by pid 7"); process.exit(3);`);
  expect(await ended).toEqual({ exitCode: 3, lastWords: "data in use by pid 7" });
});

test("a Node that is not there is an end as well, not an exception", async () => {
  const { promise: ended, resolve } = Promise.withResolvers<number | undefined>();
  startEngineProcess(
    { node: path.join(folder, "no-node"), args: [], cwd: folder, env: {}, token: "" },
    { ready: () => undefined, ended: (exitCode) => resolve(exitCode) },
  );
  expect(await ended).toBeUndefined();
});

test("its stdin closes when it is to end, for systems without signals", async () => {
  const { engine, ready, ended } = await startScript(
    `process.on("SIGTERM", () => {}); process.stdin.resume().on("end", () => process.exit(0)); ${serve}`,
  );
  await ready;
  await engine.end();
  expect((await ended).exitCode).toBe(0);
});
