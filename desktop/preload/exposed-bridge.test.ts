import { expect, test } from "vitest";
import { exposedBridge, type MessagesToMain } from "./exposed-bridge.ts";

function recordingMain() {
  const invoked: unknown[][] = [];
  const listeners: { channel: string; listener: (event: unknown, ...args: unknown[]) => void }[] =
    [];
  const main: MessagesToMain = {
    invoke: async (...args) => void invoked.push(args),
    on: (channel, listener) => void listeners.push({ channel, listener }),
    removeListener: (_channel, listener) => {
      listeners.splice(
        listeners.findIndex((known) => known.listener === listener),
        1,
      );
    },
  };
  return { main, invoked, listeners };
}

test("the page sees exactly these verbs, and nothing else", () => {
  const bridge = exposedBridge(recordingMain().main);
  expect(Object.keys(bridge).sort()).toEqual(["engine", "onEngineState", "shell"]);
  expect(Object.keys(bridge.shell).sort()).toEqual([
    "notify",
    "openLogs",
    "print",
    "saveFile",
    "setTrayStatus",
  ]);
});

test("the page hears of the engine's state, without Electron's event, until it no longer listens", () => {
  const { main, listeners } = recordingMain();
  const heard: unknown[][] = [];
  const stop = exposedBridge(main).onEngineState((...args) => void heard.push(args));

  listeners[0]?.listener({ sender: "ipcRenderer" }, { kind: "starting" });
  stop();

  expect(heard).toEqual([[{ kind: "starting" }]]);
  expect(listeners).toEqual([]);
});

test("each verb sends its own message", async () => {
  const { main, invoked } = recordingMain();
  const { engine, shell } = exposedBridge(main);
  await Promise.all([
    engine(),
    shell.print(),
    shell.saveFile("oee.csv", "a;b"),
    shell.notify("Line 1", "down"),
  ]);
  await Promise.all([shell.openLogs(), shell.setTrayStatus("5 of 8 running")]);
  expect(invoked).toEqual([
    ["unison:engine"],
    ["unison:print"],
    ["unison:save-file", { name: "oee.csv", content: "a;b" }],
    ["unison:notify", { title: "Line 1", body: "down" }],
    ["unison:open-logs"],
    ["unison:set-tray-status", "5 of 8 running"],
  ]);
});
