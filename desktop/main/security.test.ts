import type { App, Session, WebContents } from "electron";
import { describe, expect, test } from "vitest";
import { guardAllContents, guardContents, guardSession, requireSandbox } from "./security.ts";

type Listener = (...args: never[]) => void;

/** Stands for any Electron object: keeps listeners and handlers, so that a test can play Chromium. */
function recording() {
  const listeners = new Map<string, Listener>();
  const handlers = new Map<string, Listener>();
  const object = new Proxy(
    { on: (name: string, listener: Listener) => void listeners.set(name, listener) },
    {
      get: (target, name: string) =>
        name === "on" ? target.on : (handler: Listener) => void handlers.set(name, handler),
    },
  );
  const emit = (name: string, ...args: unknown[]) => {
    const listener = listeners.get(name);
    if (listener === undefined) throw new Error(`Nobody listens to ${name}.`);
    listener(...(args as never[]));
  };
  const call = (name: string, ...args: unknown[]): unknown => {
    const handler = handlers.get(name);
    if (handler === undefined) throw new Error(`${name} was not set.`);
    return handler(...(args as never[]));
  };
  return { object, emit, call };
}

function guardedContents() {
  const opened: string[] = [];
  const { object, emit, call } = recording();
  guardContents(object as unknown as WebContents, (link) => void opened.push(link));
  return { opened, emit, call };
}

/** Plays a navigation and says whether it was stopped. */
function isStopped(
  emit: (name: string, ...args: unknown[]) => void,
  event: string,
  url: string,
): boolean {
  const stopped: true[] = [];
  emit(event, { url, preventDefault: () => void stopped.push(true) });
  return stopped.length > 0;
}

describe.each(["will-navigate", "will-frame-navigate", "will-redirect"])("%s", (event) => {
  test("may go anywhere within our own page", () => {
    expect(isStopped(guardedContents().emit, event, "plant://app/machines")).toBe(false);
  });

  test.each([
    "https://evil.example/",
    "plant://app.evil.example/",
    "file:///etc/passwd",
    "about:blank",
    "data:text/html,x",
    "",
  ])("may not go to %j", (url) => {
    expect(isStopped(guardedContents().emit, event, url)).toBe(true);
  });
});

describe("new windows", () => {
  test("are always denied; an https link opens in the person's browser instead", () => {
    const { opened, call } = guardedContents();
    expect(call("setWindowOpenHandler", { url: "https://docs.example/" })).toEqual({
      action: "deny",
    });
    expect(call("setWindowOpenHandler", { url: "plant://app/" })).toEqual({ action: "deny" });
    expect(call("setWindowOpenHandler", { url: "file:///etc/passwd" })).toEqual({ action: "deny" });
    expect(opened).toEqual(["https://docs.example/"]);
  });

  test("a webview cannot be attached", () => {
    expect(isStopped(guardedContents().emit, "will-attach-webview", "")).toBe(true);
  });
});

test("every web contents that is ever created is guarded", () => {
  const app = recording();
  const contents = recording();
  guardAllContents(app.object as unknown as App, () => undefined);
  app.emit("web-contents-created", {}, contents.object);
  expect(isStopped(contents.emit, "will-navigate", "https://evil.example/")).toBe(true);
});

describe("permissions of a session", () => {
  function guarded() {
    const session = recording();
    guardSession(session.object as unknown as Session);
    return session;
  }

  test("are refused when asked for and when silently checked", () => {
    const { call } = guarded();
    const answers: boolean[] = [];
    const answer = (given: boolean) => void answers.push(given);
    call("setPermissionRequestHandler", {}, "media", answer, { requestingUrl: "plant://app/" });
    call("setPermissionRequestHandler", {}, "notifications", answer, {
      requestingUrl: "https://evil.example/",
    });
    expect(answers).toEqual([false, false]);
    expect(call("setPermissionCheckHandler", {}, "clipboard-read", "plant://app", {})).toBe(false);
    expect(call("setDevicePermissionHandler", {})).toBe(false);
  });

  test("no screen is shared and no device is chosen", () => {
    const { call, emit } = guarded();
    const chosen: unknown[] = [];
    const choose = (value: unknown) => void chosen.push(value);
    call("setDisplayMediaRequestHandler", {}, choose);
    const event = { preventDefault: () => undefined };
    emit("select-serial-port", event, [{ portId: "COM1" }], {}, choose);
    emit("select-hid-device", event, {}, choose);
    emit("select-usb-device", event, {}, choose);
    expect(chosen).toEqual([{}, "", "", ""]);
  });
});

describe("the sandbox", () => {
  function app(noSandbox: boolean) {
    const calls: string[] = [];
    const fake = {
      enableSandbox: () => void calls.push("enableSandbox"),
      commandLine: { hasSwitch: (name: string) => noSandbox && name === "no-sandbox" },
    };
    return { calls, fake: fake as unknown as App };
  }

  test("is required of every renderer", () => {
    const { calls, fake } = app(false);
    expect(requireSandbox(fake, 1_000)).toBe("sandboxed");
    expect(calls).toEqual(["enableSandbox"]);
  });

  test("cannot be switched off by an ordinary user's command line", () => {
    expect(requireSandbox(app(true).fake, 1_000)).toBe("sandboxed");
    expect(requireSandbox(app(true).fake, undefined)).toBe("sandboxed");
  });

  test("is left alone for root who said --no-sandbox: each child would end at once, over and over", () => {
    const { calls, fake } = app(true);
    expect(requireSandbox(fake, 0)).toBe("root-without-sandbox");
    expect(calls).toEqual([]);
  });
});
