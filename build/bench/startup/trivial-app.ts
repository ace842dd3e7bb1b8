import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

// Not awaited: Electron becomes ready only after its main module has run to its end.
const main = `
import { app, BrowserWindow } from "electron";
void app.whenReady().then(() =>
  new BrowserWindow({ width: 1280, height: 800 }).loadURL("data:text/html,<h1>ready</h1>"),
);
`;

/** The least that Electron can do: one window with one word. */
export function writeTrivialApp(folder: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    path.join(folder, "package.json"),
    JSON.stringify({ name: "trivial", version: "0.0.0", main: "main.mjs" }),
  );
  writeFileSync(path.join(folder, "main.mjs"), main);
}
