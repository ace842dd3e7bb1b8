import type { EngineState } from "#desktop/preload/bridge.ts";
import type { WindowTexts } from "./window-texts.ts";

/**
 * What the tray says. While the engine runs, the page knows best (`5 of 8 running`); when it does not
 * run, whatever the page last said is no longer true.
 */
export function trayText(
  texts: WindowTexts["tray"],
  engine: EngineState,
  pageStatus: string | undefined,
): string {
  switch (engine.kind) {
    case "starting":
      return texts.starting;
    case "ready":
      return pageStatus ?? texts.capturing;
    case "restarting":
      return texts.restarting;
    case "stopped":
      return texts.stopped;
  }
  return engine satisfies never;
}
