import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkout } from "#build/launch/checkout.mjs";
import { openBrowserPlant, type BrowserPlant } from "./browser.ts";
import { isRunning } from "./end-process.ts";

let plant: BrowserPlant;

beforeAll(async () => {
  plant = await openBrowserPlant({ empty: true });
});
afterAll(() => plant?.stop());

test("a browser sees the screens, and the token is gone from the address", async () => {
  await plant.page.waitForFunction(() => document.querySelector("#root")?.childElementCount !== 0);
  expect(plant.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]{32,}$/);
  expect(plant.page.url()).not.toContain("token");
});

test("the same policy holds in the browser as in the window", async () => {
  const policy = await plant.page.evaluate(async () =>
    (await fetch("/")).headers.get("content-security-policy"),
  );
  const { host } = new URL(plant.url);
  expect(policy).toMatch(/^default-src 'none'; script-src 'self';/);
  expect(policy).toContain(`connect-src 'self' ws://${host};`);
});

test("a second start on the same data says who has it, with exit code 3, and does no harm", async () => {
  const second = spawn(
    process.execPath,
    [path.join(checkout.root, "build/launch/start.mjs"), "--headless", "--data", plant.data],
    { stdio: ["ignore", "pipe", "pipe"], timeout: 60_000 },
  );
  const [stdout, stderr, [code]] = await Promise.all([
    second.stdout.setEncoding("utf8").toArray(),
    second.stderr.setEncoding("utf8").toArray(),
    once(second, "exit"),
  ]);

  expect(code).toBe(3);
  expect(stdout.join("")).toBe("");
  expect(stderr.join("")).toContain(`already in use by a running engine (pid ${plant.enginePid})`);
  expect(isRunning(plant.enginePid)).toBe(true);
  expect(await plant.page.evaluate(async () => (await fetch("/")).status)).toBe(200);
});

test("one SIGTERM stops everything that was started", async () => {
  await plant.stop();
  expect(isRunning(plant.enginePid)).toBe(false);
});
