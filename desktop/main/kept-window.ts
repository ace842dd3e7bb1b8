import { dialog, type BrowserWindow } from "electron";
import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { onWindowClose } from "./closing.ts";
import type { WindowTexts } from "./window-texts.ts";
import { writeWindowState } from "./window-state.ts";
import { stateOf } from "./window.ts";

const pageRestartDelayMs = 2_000;

export interface KeptWindowSurroundings {
  /** Folder of this PC's window settings. */
  settingsFolder: string;
  texts: WindowTexts;
  isQuitting(): boolean;
  quit(): void;
}

export function windowStateFile(settingsFolder: string): string {
  return path.join(settingsFolder, "window-state.json");
}

/** Keeps the window's place, and makes closing it hide it, so that capture goes on. */
export function keepWindow(window: BrowserWindow, surroundings: KeptWindowSurroundings): void {
  const explainedFile = path.join(surroundings.settingsFolder, "closing-explained");
  window.on("close", (event) => {
    writeWindowState(windowStateFile(surroundings.settingsFolder), stateOf(window)).catch(
      () => undefined,
    );
    const closing = onWindowClose({
      quitting: surroundings.isQuitting(),
      explained: existsSync(explainedFile),
    });
    if (closing === "close") return;
    event.preventDefault();
    window.hide();
    if (closing === "hide-and-explain") void explain(surroundings, explainedFile);
  });
  window.webContents.on("render-process-gone", (_event, { reason }) => {
    if (reason === "clean-exit" || surroundings.isQuitting()) return;
    process.stderr.write(`unison: the page's process is gone (${reason}), loading it again\n`);
    // Capture is not touched. The pause keeps a page that always dies from taking a whole core.
    setTimeout(() => window.isDestroyed() || window.reload(), pageRestartDelayMs);
  });
}

async function explain(
  { texts, quit }: KeptWindowSurroundings,
  explainedFile: string,
): Promise<void> {
  const { response } = await dialog.showMessageBox({
    type: "info",
    title: texts.closed.title,
    message: texts.closed.message,
    detail: texts.closed.detail,
    buttons: [texts.closed.keep, texts.closed.quit],
    defaultId: 0,
    cancelId: 0,
  });
  await writeFile(explainedFile, "").catch(() => undefined);
  if (response === 1) quit();
}
