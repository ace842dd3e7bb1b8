/** What the page can ask of the window around it: `window.unison`. Absent in a browser. */
export interface UnisonBridge {
  /** Where the engine listens and the token of this start; resolves once the engine is ready for the first time. */
  engine(): Promise<EngineAddress>;
  /** Calls back with every change of the engine's state. Returns a function that ends the subscription. */
  onEngineState(listener: (state: EngineState) => void): () => void;
  shell: ShellVerbs;
}

export interface EngineAddress {
  /** `ws://127.0.0.1:PORT/rpc`. Stays the same while the window runs, over restarts of the engine too. */
  url: string;
  token: string;
}

/** What the window knows of the engine it supervises. */
export type EngineState =
  | { kind: "starting" }
  | { kind: "ready"; address: EngineAddress }
  /** It ended by itself and is started again at `retryAt` (UTC ms); `crashes` counts since it last ran for a minute. */
  | { kind: "restarting"; crashes: number; retryAt: number }
  /** It cannot run and is not tried again by itself; `message` is what the engine said. */
  | { kind: "stopped"; reason: EngineStopReason; message: string };

export type EngineStopReason = "data-in-use" | "bad-configuration" | "closing";

export interface ShellVerbs {
  /** Opens the system's print dialog for the current page; resolves to whether something was printed. */
  print(): Promise<boolean>;
  /** Asks where to, and saves; resolves to whether the person saved it. */
  saveFile(name: string, content: Uint8Array | string): Promise<boolean>;
  /** Shows a notification of the operating system. */
  notify(title: string, body: string): Promise<void>;
  /** Opens the folder with the engine's logs in the file manager. */
  openLogs(): Promise<void>;
  /** One line on the plant's state for the tray icon, e.g. `5 of 8 running`. */
  setTrayStatus(text: string): Promise<void>;
}
