import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { placeWindow, readWindowState, writeWindowState } from "./window-state.ts";

const screen = { x: 0, y: 0, width: 1_920, height: 1_040 };
const second = { x: 1_920, y: 0, width: 1_280, height: 984 };
const saved = { x: 2_000, y: 100, width: 1_000, height: 700, maximized: false };

describe("where the window opens", () => {
  test("in the middle of the screen at the first start", () => {
    expect(placeWindow(undefined, [screen])).toEqual({
      x: 280,
      y: 90,
      width: 1_360,
      height: 860,
      maximized: false,
    });
  });

  test("where it was", () => {
    expect(placeWindow(saved, [screen, second])).toEqual(saved);
  });

  test("back on the first screen when its own was unplugged", () => {
    expect(placeWindow(saved, [screen])).toEqual({
      x: 460,
      y: 170,
      width: 1_000,
      height: 700,
      maximized: false,
    });
  });

  test("within reach when its title bar would be above or below the screen", () => {
    expect(placeWindow({ ...saved, x: 100, y: -500 }, [screen]).y).toBe(170);
    expect(placeWindow({ ...saved, x: 100, y: 1_030 }, [screen]).y).toBe(170);
  });

  test("no larger than its screen, and maximized if it was", () => {
    const huge = { x: 0, y: 0, width: 3_000, height: 2_000, maximized: true };
    expect(placeWindow(huge, [screen])).toEqual({
      x: 0,
      y: 0,
      width: 1_920,
      height: 1_040,
      maximized: true,
    });
  });

  test("somewhere even when no screen is known", () => {
    expect(placeWindow(undefined, [])).toEqual({
      x: 0,
      y: 0,
      width: 1_360,
      height: 860,
      maximized: false,
    });
  });
});

describe("what is kept", () => {
  const folders: string[] = [];
  afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));
  async function stateFile() {
    const folder = await mkdtemp(path.join(tmpdir(), "unison-window-"));
    folders.push(folder);
    return path.join(folder, "window-state.json");
  }

  test("comes back, and nothing else is left behind", async () => {
    const file = await stateFile();
    await writeWindowState(file, saved);
    expect(await readWindowState(file)).toEqual(saved);
    expect(await readdir(path.dirname(file))).toEqual(["window-state.json"]);
  });

  test.each([
    "",
    "{",
    "null",
    '{"x":1}',
    '{"x":0,"y":0,"width":1e9,"height":700,"maximized":false}',
  ])("a damaged file (%j) counts as nothing kept", async (content) => {
    const file = await stateFile();
    await writeFile(file, content);
    expect(await readWindowState(file)).toBeUndefined();
  });

  test("no file counts as nothing kept", async () => {
    expect(await readWindowState(await stateFile())).toBeUndefined();
  });
});
