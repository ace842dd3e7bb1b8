import { afterAll, beforeAll, expect, test } from "vitest";
import { isRunning } from "./end-process.ts";
import { enginePid } from "./engine-pid.ts";
import { openPlantApp, type PlantApp } from "./plant-app.ts";

let app: PlantApp;

/** Engine states that the page was told, in order; its first address beside them. */
const heard = () =>
  app.page.evaluate(() => Reflect.get(globalThis, "heard") as { states: string[]; urls: string[] });
const soon = { timeout: 30_000, interval: 200 };

beforeAll(async () => {
  app = await openPlantApp({ demo: false, loadDemo: false });
  await app.page.evaluate(() => {
    const notes = { states: [] as string[], urls: [] as string[] };
    Object.assign(globalThis, { heard: notes });
    window.unison?.onEngineState((state) => {
      notes.states.push(state.kind);
      if (state.kind === "ready") notes.urls.push(state.address.url);
    });
    void window.unison?.engine().then(({ url }) => void notes.urls.unshift(url));
  });
});

afterAll(() => app?.stop());

test("the page learns where its engine listens: on this machine only", async () => {
  await expect.poll(async () => (await heard()).urls.length, soon).toBeGreaterThan(0);
  const { urls } = await heard();
  expect(urls[0]).toMatch(/^ws:\/\/127\.0\.0\.1:\d+\/rpc$/);
});

test("an engine that is killed is started again at the same address, and the page hears of both", async () => {
  const killed = await enginePid(app.data);
  if (killed === undefined) throw new Error("The engine left no note of its pid.");
  const { states } = await heard();
  const before = states.length;
  process.kill(killed, "SIGKILL");

  await expect
    .poll(async () => (await heard()).states.slice(before), soon)
    .toEqual(["restarting", "starting", "ready"]);
  expect(new Set((await heard()).urls).size).toBe(1);
  expect(await enginePid(app.data)).not.toBe(killed);
});

test("the engine lives on while the window is closed, and ends with the app", async () => {
  const pid = await enginePid(app.data);
  if (pid === undefined) throw new Error("The engine left no note of its pid.");
  await app.electron.evaluate(({ BrowserWindow, dialog }) => {
    dialog.showMessageBox = async () => ({ response: 0, checkboxChecked: false });
    BrowserWindow.getAllWindows()[0]?.close();
  });
  expect(isRunning(pid)).toBe(true);

  await app.stop();
  expect(isRunning(pid)).toBe(false);
});
