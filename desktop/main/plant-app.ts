import { app, ipcMain, Menu, protocol, screen, session, shell, type BrowserWindow } from "electron";
import { randomBytes } from "node:crypto";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import type { EngineState } from "#desktop/preload/bridge.ts";
import { channels } from "#desktop/preload/channels.ts";
import { serveAppProtocol } from "./app-protocol.ts";
import { askWhatToDo } from "./cannot-start.ts";
import { confirmDeepLink } from "./confirm-deep-link.ts";
import { engineArguments, engineEnvironment, startEngineProcess } from "./engine-process.ts";
import { EngineSupervisor } from "./engine-supervisor.ts";
import { messagesFromApp } from "./ipc.ts";
import { keepWindow, windowStateFile } from "./kept-window.ts";
import type { LaunchParameters } from "./launch-parameters.ts";
import { loopbackPort } from "./loopback-port.ts";
import { menuTemplate } from "./menu.ts";
import { guardSession } from "./security.ts";
import { answerShellVerbs } from "./shell-verbs.ts";
import { PlantTray } from "./tray.ts";
import { windowTexts, type WindowTexts } from "./window-texts.ts";
import { placeWindow, readWindowState } from "./window-state.ts";
import { bringToFront, createWindow, openRoute } from "./window.ts";

/** The parts that exist once the app is open. */
interface OpenPlant {
  window: BrowserWindow;
  supervisor: EngineSupervisor;
  tray: PlantTray;
  texts: WindowTexts;
}

/** Puts the window app together: engine, page, window, tray, menu, and how they end. */
export class PlantApp {
  readonly #parameters: LaunchParameters;
  #open: OpenPlant | undefined;
  #ending: "no" | "stopping" | "stopped" = "no";

  constructor(parameters: LaunchParameters) {
    this.#parameters = parameters;
  }

  /** @param route page to begin with, e.g. from a deep link that started us */
  async open(route: string | undefined): Promise<void> {
    const texts = windowTexts(app.getLocale());
    const port = await loopbackPort(this.#parameters.port);
    const bundles = path.join(app.getAppPath(), "dist");
    const page = path.join(bundles, "renderer");
    const icons = path.join(app.getAppPath(), "resources/icons");
    const openLogs = () => void this.#openLogs();

    guardSession(session.defaultSession);
    serveAppProtocol(protocol, page, () => `ws://127.0.0.1:${port}`);
    Menu.setApplicationMenu(
      Menu.buildFromTemplate(
        menuTemplate(texts.menu, { openLogs, quit: () => app.quit() }, app.isPackaged),
      ),
    );

    const supervisor = this.#superviseEngine(page, port);
    const tray = new PlantTray(path.join(icons, "tray.png"), texts, {
      openWindow: () => this.comeBack(undefined),
      openLogs,
      quit: () => app.quit(),
    });
    const settingsFolder = app.getPath("userData");
    const place = placeWindow(
      await readWindowState(windowStateFile(settingsFolder)),
      [screen.getPrimaryDisplay(), ...screen.getAllDisplays()].map((display) => display.workArea),
    );
    const window = createWindow(
      path.join(bundles, "preload/preload.cjs"),
      path.join(icons, "unison.png"),
      place,
    );
    keepWindow(window, {
      settingsFolder,
      texts,
      isQuitting: () => this.#ending !== "no",
      quit: () => app.quit(),
    });

    const handle = messagesFromApp(
      ipcMain,
      (contents) => contents === window.webContents,
      (why) => {
        process.stderr.write(`unison: refused a message: ${why}\n`);
      },
    );
    answerShellVerbs(handle, {
      engineAddress: () => supervisor.address(),
      downloadsFolder: app.getPath("downloads"),
      openLogs: () => this.#openLogs(),
      setTrayStatus: (text) => tray.showStatus(text),
    });

    this.#open = { window, supervisor, tray, texts };
    this.#endOrderly(supervisor);
    supervisor.start();
    await openRoute(window, route);
  }

  /** Somebody started us again or followed a link. */
  comeBack(route: string | undefined): void {
    if (this.#open === undefined) return;
    const { window, texts } = this.#open;
    bringToFront(window);
    if (route !== undefined) void confirmDeepLink(window, texts.deepLink, route);
  }

  #superviseEngine(page: string, port: number): EngineSupervisor {
    // One token for the life of this window: the page reconnects with it after a restart of the engine.
    const token = randomBytes(32).toString("hex");
    const { node, engineScript } = this.#parameters;
    return new EngineSupervisor({
      startEngine: (events) =>
        startEngineProcess(
          {
            node,
            args: engineArguments(this.#parameters, page, port),
            cwd: path.dirname(engineScript),
            env: engineEnvironment(process.env, token),
            token,
          },
          events,
        ),
      now: () => Date.now(),
      after: (delayMs, callback) => {
        const timer = setTimeout(callback, delayMs);
        return () => clearTimeout(timer);
      },
      onState: (state) => this.#tellEngineState(state),
    });
  }

  #tellEngineState(state: EngineState): void {
    const open = this.#open;
    if (open === undefined) return;
    open.tray.showEngine(state);
    if (!open.window.isDestroyed()) open.window.webContents.send(channels.engineState, state);
    if (state.kind === "stopped" && state.reason !== "closing") void this.#cannotStart(open, state);
  }

  async #cannotStart(
    open: OpenPlant,
    state: Extract<EngineState, { kind: "stopped" }>,
  ): Promise<void> {
    const choice = await askWhatToDo(open.texts.cannotStart, state);
    switch (choice) {
      case "retry":
        return open.supervisor.retry();
      case "open-logs":
        await this.#openLogs();
        return this.#cannotStart(open, state);
      case "quit":
        return app.quit();
    }
    return choice satisfies never;
  }

  #endOrderly(supervisor: EngineSupervisor): void {
    // The app lives as long as it captures, not as long as a window exists.
    app.on("window-all-closed", () => undefined);
    app.on("before-quit", (event) => {
      if (this.#ending === "stopped") return;
      event.preventDefault();
      if (this.#ending === "stopping") return;
      this.#ending = "stopping";
      this.#open?.window.hide();
      void supervisor.close().finally(() => {
        this.#ending = "stopped";
        // Not within before-quit itself (an engine that is not running is closed at once): Electron
        // would take the quit it is still handling for refused, and stay.
        setImmediate(() => app.quit());
      });
    });
  }

  async #openLogs(): Promise<void> {
    const logs = path.join(this.#parameters.dataFolder, "logs");
    await mkdir(logs, { recursive: true });
    const failure = await shell.openPath(logs);
    if (failure !== "") process.stderr.write(`unison: ${logs} could not be opened: ${failure}\n`);
  }
}
