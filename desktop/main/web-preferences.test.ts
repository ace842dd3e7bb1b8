import { expect, test } from "vitest";
import { webPreferences } from "./web-preferences.ts";

test("the page gets a sandbox, an isolated world, no Node, and every flag is written down", () => {
  expect(webPreferences("/dist/preload/preload.cjs")).toEqual({
    preload: "/dist/preload/preload.cjs",
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: false,
    backgroundThrottling: false,
  });
});
