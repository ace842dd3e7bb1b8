import { readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";

const pixels = z.number().int().min(-100_000).max(100_000);

const windowState = z.object({
  x: pixels,
  y: pixels,
  width: z.number().int().min(480).max(20_000),
  height: z.number().int().min(360).max(20_000),
  maximized: z.boolean(),
});

/** Where the window was when it was last closed, in device-independent pixels of all screens together. */
export type WindowState = z.infer<typeof windowState>;

export interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

const usualSize = { width: 1_360, height: 860 };
/** This much of the window must be on a screen in each direction, or it cannot be grabbed. */
const visibleAtLeast = 120;

/**
 * Where to open the window now. Screens come and go: a window that would open where no screen is any
 * more is put in the middle of the first, and one that is too large for its screen is made smaller.
 *
 * @param saved what was kept, or undefined at the first start
 * @param screens usable area of every screen, the primary one first
 */
export function placeWindow(
  saved: WindowState | undefined,
  screens: readonly Rectangle[],
): WindowState {
  const primary = screens[0] ?? { x: 0, y: 0, ...usualSize };
  if (saved === undefined) return { ...centred(usualSize, primary), maximized: false };
  const screen = screens.find((candidate) => isReachable(saved, candidate));
  if (screen === undefined) return { ...centred(saved, primary), maximized: saved.maximized };
  return {
    ...saved,
    width: Math.min(saved.width, screen.width),
    height: Math.min(saved.height, screen.height),
  };
}

function centred(size: { width: number; height: number }, screen: Rectangle): Rectangle {
  const width = Math.min(size.width, screen.width);
  const height = Math.min(size.height, screen.height);
  return {
    x: screen.x + Math.round((screen.width - width) / 2),
    y: screen.y + Math.round((screen.height - height) / 2),
    width,
    height,
  };
}

function isReachable(window: Rectangle, screen: Rectangle): boolean {
  const across =
    Math.min(window.x + window.width, screen.x + screen.width) - Math.max(window.x, screen.x);
  const titleBarOnScreen =
    window.y >= screen.y && window.y <= screen.y + screen.height - visibleAtLeast;
  return across >= visibleAtLeast && titleBarOnScreen;
}

/** Reads what was kept; a file that is missing or damaged counts as nothing kept. */
export async function readWindowState(file: string): Promise<WindowState | undefined> {
  try {
    return windowState.parse(JSON.parse(await readFile(file, "utf8")));
  } catch {
    return undefined;
  }
}

/** Keeps the state; the old file stays whole if the power goes meanwhile. */
export async function writeWindowState(file: string, state: WindowState): Promise<void> {
  const beside = path.join(path.dirname(file), `.${path.basename(file)}.new`);
  await writeFile(beside, JSON.stringify(windowState.parse(state)));
  await rename(beside, file);
}
