import { Menu, nativeImage, Tray } from "electron";
import type { EngineState } from "#desktop/preload/bridge.ts";
import { trayText } from "./tray-text.ts";
import type { WindowTexts } from "./window-texts.ts";

export interface TrayVerbs {
  openWindow(): void;
  openLogs(): void;
  quit(): void;
}

/** The icon in the notification area: the plant's state, and the way back to a closed window. */
export class PlantTray {
  readonly #tray: Tray;
  readonly #texts: WindowTexts;
  readonly #verbs: TrayVerbs;
  #engine: EngineState = { kind: "starting" };
  #pageStatus: string | undefined;

  constructor(icon: string, texts: WindowTexts, verbs: TrayVerbs) {
    this.#tray = new Tray(nativeImage.createFromPath(icon));
    this.#texts = texts;
    this.#verbs = verbs;
    this.#tray.on("click", () => verbs.openWindow());
    this.#show();
  }

  showEngine(state: EngineState): void {
    this.#engine = state;
    if (state.kind !== "ready") this.#pageStatus = undefined;
    this.#show();
  }

  showStatus(text: string): void {
    this.#pageStatus = text;
    this.#show();
  }

  #show(): void {
    const text = trayText(this.#texts.tray, this.#engine, this.#pageStatus);
    this.#tray.setToolTip(text);
    // Not every Linux desktop shows tool tips, so the menu says it too.
    this.#tray.setContextMenu(
      Menu.buildFromTemplate([
        { label: text, enabled: false },
        { type: "separator" },
        { label: this.#texts.menu.openWindow, click: () => this.#verbs.openWindow() },
        { label: this.#texts.menu.openLogs, click: () => this.#verbs.openLogs() },
        { type: "separator" },
        { label: this.#texts.menu.quit, click: () => this.#verbs.quit() },
      ]),
    );
  }
}
