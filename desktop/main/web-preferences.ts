import type { WebPreferences } from "electron";

/** Every flag that matters is written down, defaults too (items 2, 3, 4, 6, 8, 9, 11): a default may change. */
export function webPreferences(preload: string): WebPreferences {
  return {
    preload,
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
    // The page keeps drawing the live state while it is covered.
    backgroundThrottling: false,
  };
}
