import type { EngineState, UnisonBridge } from "./bridge.ts";
import { channels } from "./channels.ts";

/** The part of Electron's ipcRenderer that the bridge needs. Never handed to the page. */
export interface MessagesToMain {
  invoke(channel: string, ...args: unknown[]): Promise<unknown>;
  on(channel: string, listener: (event: unknown, ...args: unknown[]) => void): void;
  removeListener(channel: string, listener: (event: unknown, ...args: unknown[]) => void): void;
}

/** Builds the object that the page sees: named verbs only, no channel names, no event objects. */
export function exposedBridge(main: MessagesToMain): UnisonBridge {
  // Main is our own code of the same build: its answers need no second parse here.
  const ask = <Answer>(channel: string, ...args: unknown[]) =>
    main.invoke(channel, ...args) as Promise<Answer>;
  return {
    engine: () => ask(channels.engine),
    onEngineState(listener) {
      const forward = (_event: unknown, state: unknown) => listener(state as EngineState);
      main.on(channels.engineState, forward);
      return () => main.removeListener(channels.engineState, forward);
    },
    shell: {
      print: () => ask(channels.print),
      saveFile: (name, content) => ask(channels.saveFile, { name, content }),
      notify: (title, body) => ask(channels.notify, { title, body }),
      openLogs: () => ask(channels.openLogs),
      setTrayStatus: (text) => ask(channels.setTrayStatus, text),
    },
  };
}
