import type { IpcMain, WebContents } from "electron";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { messagesFromApp } from "./ipc.ts";

type IpcListener = Parameters<IpcMain["handle"]>[1];

const mainFrame = { origin: "plant://app" };
const ourWindow = { mainFrame };

/** A page that has one verb, `unison:greet`, and a way to send it messages from anywhere. */
function pageWithGreeting() {
  const listeners = new Map<string, IpcListener>();
  const refusals: string[] = [];
  const handle = messagesFromApp(
    { handle: (channel, listener) => void listeners.set(channel, listener) },
    (contents) => contents === (ourWindow as unknown as WebContents),
    (why) => void refusals.push(why),
  );
  handle("unison:greet", z.string().max(5), (name) => `Hello ${name}`);
  const send = (event: object, message: unknown): unknown =>
    listeners.get("unison:greet")?.(event as Parameters<IpcListener>[0], message);
  return { send, refusals };
}

test("our own page is answered", () => {
  const { send } = pageWithGreeting();
  expect(send({ sender: ourWindow, senderFrame: mainFrame }, "Ada")).toBe("Hello Ada");
});

describe("refused, without saying why to the sender", () => {
  const frame = { origin: "plant://app" };
  test.each([
    [
      "a window that is not ours",
      { sender: { mainFrame: frame }, senderFrame: frame },
      "Ada",
      "unknown window",
    ],
    [
      "a frame inside our page",
      { sender: ourWindow, senderFrame: frame },
      "Ada",
      "not the top frame",
    ],
    ["a frame that is gone", { sender: ourWindow, senderFrame: null }, "Ada", "the frame is gone"],
    [
      "a message of the wrong shape",
      { sender: ourWindow, senderFrame: mainFrame },
      "Adalbert",
      "malformed message",
    ],
    [
      "no message at all",
      { sender: ourWindow, senderFrame: mainFrame },
      undefined,
      "malformed message",
    ],
  ])("%s", (_, event, message, why) => {
    const { send, refusals } = pageWithGreeting();
    expect(() => send(event, message)).toThrow(/^Refused\.$/);
    expect(refusals).toEqual([`unison:greet: ${why}`]);
  });
});

test.each(["https://evil.example", "null", "", "plant://app.evil", "file://"])(
  "a page of origin %j is refused even in our very window",
  (origin) => {
    const foreign = { origin };
    const window = { mainFrame: foreign };
    const listeners = new Map<string, IpcListener>();
    const refusals: string[] = [];
    messagesFromApp(
      { handle: (channel, listener) => void listeners.set(channel, listener) },
      () => true,
      (why) => void refusals.push(why),
    )("unison:greet", z.undefined(), () => "Hello");
    const event = { sender: window, senderFrame: foreign } as unknown as Parameters<IpcListener>[0];
    expect(() => listeners.get("unison:greet")?.(event)).toThrow("Refused.");
    expect(refusals).toEqual(["unison:greet: not our page"]);
  },
);
