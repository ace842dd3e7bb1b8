import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, expect, test } from "vitest";
import { isRunning } from "./end-process.ts";
import { openPlantApp, pidOfWindowApp, type PlantApp } from "./plant-app.ts";

const folder = await mkdtemp(path.join(tmpdir(), "unison-trouble-"));
afterAll(() => rm(folder, { recursive: true, force: true }));

const apps: PlantApp[] = [];
afterEach(() => Promise.all(apps.splice(0).map((app) => app.stop())));

const soon = { timeout: 30_000, interval: 200 };

/** Opens the window over an engine that only does what the script says. */
async function openOver(script: string): Promise<PlantApp> {
  const engineScript = path.join(folder, `${crypto.randomUUID()}.mjs`);
  await writeFile(engineScript, script);
  const app = await openPlantApp({ demo: false, loadDemo: false, engineScript });
  apps.push(app);
  return app;
}

test("the window opens and says so when the engine cannot be started, and can still be quit", async () => {
  const app = await openOver("process.exit(1)");
  await app.page.waitForFunction(() => document.querySelector("#root")?.textContent !== "");
  expect(app.page.url()).toMatch(/^plant:\/\/app\//);
  await app.screenshot("engine-does-not-start");

  const pid = await pidOfWindowApp(app.data);
  await app.electron.evaluate(({ app }) => app.quit());
  await expect.poll(() => isRunning(pid), soon).toBe(false);
});

test("data that another engine uses is not fought over: a dialog says so, and nothing is tried by itself", async () => {
  const starts = path.join(folder, "starts");
  const app = await openOver(`
    import { appendFileSync } from "node:fs";
    appendFileSync(${JSON.stringify(starts)}, "started ");
    await new Promise((resolve) => setTimeout(resolve, 1500));
    console.error("This plant's data is already in use by the engine with pid 4711.");
    process.exitCode = 3;`);
  await app.electron.evaluate(({ dialog }) => {
    const shown: string[] = [];
    Object.assign(globalThis, { shown });
    dialog.showMessageBox = (...args: unknown[]) => {
      shown.push(String(Reflect.get(Object(args.at(-1)), "detail")));
      // The person has not answered yet.
      return new Promise(() => undefined);
    };
  });
  const shown = () => app.electron.evaluate(() => Reflect.get(globalThis, "shown") as string[]);
  await expect.poll(async () => (await shown()).length, soon).toBe(1);

  expect((await shown())[0]).toContain("already in use by the engine with pid 4711");
  await app.page.waitForFunction(() => document.querySelector("#root")?.textContent !== "");
  await app.screenshot("data-in-use");
  expect(await readFile(starts, "utf8")).toBe("started ");
});
