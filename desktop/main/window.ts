import { BrowserWindow, nativeTheme, type BrowserWindowConstructorOptions } from "electron";
import { appOrigin } from "./app-origin.ts";
import { webPreferences } from "./web-preferences.ts";
import type { WindowState } from "./window-state.ts";

/** What is seen until the first paint: `--page-ground` of shared/ui/theme. */
const pageGround = { light: "#f4f5f7", dark: "#121519" };

export function windowOptions(
  preload: string,
  icon: string,
  place: WindowState,
): BrowserWindowConstructorOptions {
  return {
    x: place.x,
    y: place.y,
    width: place.width,
    height: place.height,
    minWidth: 480,
    minHeight: 360,
    title: "Unison",
    icon,
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? pageGround.dark : pageGround.light,
    webPreferences: webPreferences(preload),
  };
}

/** Creates the window and shows it once there is something to see. */
export function createWindow(preload: string, icon: string, place: WindowState): BrowserWindow {
  const window = new BrowserWindow(windowOptions(preload, icon, place));
  window.once("ready-to-show", () => {
    if (place.maximized) window.maximize();
    window.show();
  });
  return window;
}

/** Loads a page of ours, the first one by default. A failure is not fatal: the person can reload. */
export async function openRoute(window: BrowserWindow, route = "/"): Promise<void> {
  await window.loadURL(`${appOrigin}${route}`).catch((error: unknown) => {
    process.stderr.write(`unison: the page ${route} could not be loaded: ${String(error)}\n`);
  });
}

/** Brings the window to the person, from wherever it is. */
export function bringToFront(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

export function stateOf(window: BrowserWindow): WindowState {
  return { ...window.getNormalBounds(), maximized: window.isMaximized() };
}
