import { spawn } from "node:child_process";
import { createServer, type Server } from "node:http";
import { once } from "node:events";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openPlantApp, type PlantApp } from "./plant-app.ts";

let app: PlantApp;
let elsewhere: { server: Server; origin: string; visits: string[] };

beforeAll(async () => {
  elsewhere = await openServerElsewhere();
  app = await openPlantApp({ demo: false, loadDemo: false });
  await app.electron.evaluate(({ BrowserWindow, shell }) => {
    const opened: string[] = [];
    const navigations: [string, string, boolean][] = [];
    Object.assign(globalThis, { openedExternally: opened, navigations });
    shell.openExternal = async (link) => void opened.push(link);
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    contents?.on("will-frame-navigate", (event) =>
      navigations.push(["navigate", event.url, event.defaultPrevented]),
    );
    contents?.on("will-redirect", (event) =>
      navigations.push(["redirect", event.url, event.defaultPrevented]),
    );
  });
});

afterAll(async () => {
  await app?.stop();
  elsewhere?.server.close();
});

/** Another origin on this machine; /redirect sends visitors on to /landing. */
async function openServerElsewhere() {
  const visits: string[] = [];
  const server = createServer((request, response) => {
    visits.push(request.url ?? "");
    if (request.url === "/redirect") response.writeHead(302, { location: "/landing" }).end();
    else response.end("<h1>elsewhere</h1>");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return { server, origin: `http://127.0.0.1:${address.port}`, visits };
}

/** Navigations that were begun: kind, address, and whether they were prevented. */
const navigations = () =>
  app.electron.evaluate(() => Reflect.get(globalThis, "navigations") as unknown[]);

const windowCount = () =>
  app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);

describe("the page is only a page", () => {
  test("it comes from our own scheme", () => {
    expect(app.page.url()).toMatch(/^plant:\/\/app\//);
  });

  test("it has no Node and no Electron", async () => {
    const found = await app.page.evaluate(() =>
      ["require", "process", "module", "global", "Buffer", "ipcRenderer", "electron"].filter(
        (name) => name in globalThis,
      ),
    );
    expect(found).toEqual([]);
  });

  test("it sees exactly the verbs of the bridge", async () => {
    const keys = await app.page.evaluate(() => {
      const bridge: unknown = Reflect.get(globalThis, "unison");
      if (typeof bridge !== "object" || bridge === null) return undefined;
      return {
        bridge: Object.keys(bridge).sort(),
        shell: Object.keys(Reflect.get(bridge, "shell")).sort(),
      };
    });
    expect(keys).toEqual({
      bridge: ["engine", "onEngineState", "shell"],
      shell: ["notify", "openLogs", "print", "saveFile", "setTrayStatus"],
    });
  });

  test("the window's flags are the ones we wrote down", async () => {
    const flags = await app.electron.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      // Not in Electron's types, but in every Electron: what Chromium was really told.
      const read: unknown = contents && Reflect.get(contents, "getLastWebPreferences");
      return typeof read === "function" ? read.call(contents) : undefined;
    });
    expect(flags).toMatchObject({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
    });
  });

  test("its process runs in Chromium's sandbox, unless we are root", async () => {
    const noSandbox = await app.electron.evaluate(({ app }) =>
      app.commandLine.hasSwitch("no-sandbox"),
    );
    expect(noSandbox).toBe(process.getuid?.() === 0);
  });
});

describe("the policy of the page", () => {
  test("an injected inline script does not run, and is reported", async () => {
    const outcome = await app.page.evaluate(
      () =>
        new Promise<unknown>((resolve) => {
          document.addEventListener("securitypolicyviolation", (event) =>
            resolve({ ran: "injected" in globalThis, directive: event.effectiveDirective }),
          );
          const script = document.createElement("script");
          script.textContent = "globalThis.injected = true";
          document.head.append(script);
        }),
    );
    expect(outcome).toEqual({ ran: false, directive: "script-src-elem" });
  });

  test("nothing is fetched from another origin", async () => {
    const outcome = await app.page.evaluate(
      (url) =>
        fetch(url, { mode: "no-cors" }).then(
          () => "fetched",
          (error: Error) => error.name,
        ),
      `${elsewhere.origin}/steal`,
    );
    expect(outcome).toBe("TypeError");
    expect(elsewhere.visits).not.toContain("/steal");
  });

  test("no frame of another origin is shown", async () => {
    await app.page.evaluate((url) => {
      const frame = document.createElement("iframe");
      frame.src = url;
      document.body.append(frame);
      return new Promise((resolve) => frame.addEventListener("load", resolve, { once: true }));
    }, `${elsewhere.origin}/framed`);
    expect(elsewhere.visits).not.toContain("/framed");
  });

  test("what lies beside the bundle is not served", async () => {
    const statuses = await app.page.evaluate(() =>
      Promise.all(
        ["/../main/main.mjs", "/%2e%2e/main/main.mjs", "/..%2fmain/main.mjs", "/package.json"].map(
          (path) => fetch(path).then((response) => response.status),
        ),
      ),
    );
    expect(statuses).toEqual([404, 404, 404, 404]);
  });
});

describe("the window stays at home", () => {
  test("the page cannot navigate to another origin", async () => {
    const target = `${elsewhere.origin}/navigated`;
    await app.page.evaluate((url) => void (location.href = url), target);
    await expect.poll(navigations).toContainEqual(["navigate", target, true]);
    expect(app.page.url()).toMatch(/^plant:\/\/app\//);
    expect(elsewhere.visits).toEqual([]);
  });

  test("a redirect is stopped, even where main itself began to load a foreign address", async () => {
    const outcome = await app.electron.evaluate(
      ({ BrowserWindow }, url) =>
        BrowserWindow.getAllWindows()[0]
          ?.webContents.loadURL(url)
          .then(
            () => "loaded",
            () => "stopped",
          ),
      `${elsewhere.origin}/redirect`,
    );
    expect(outcome).toBe("stopped");
    expect(await navigations()).toContainEqual(["redirect", `${elsewhere.origin}/landing`, true]);
    expect(elsewhere.visits).toEqual(["/redirect"]);
    expect(app.page.url()).toMatch(/^plant:\/\/app\//);
  });

  test("no second window opens; an https link goes to the person's browser, any other nowhere", async () => {
    const opened = await app.page.evaluate((origin) => {
      const link = document.createElement("a");
      link.target = "_blank";
      link.href = `${origin}/blank`;
      document.body.append(link);
      link.click();
      return [
        window.open(`${origin}/window`),
        window.open("plant://app/"),
        window.open("https://docs.example/guide"),
      ].map((opened) => opened === null);
    }, elsewhere.origin);
    expect(opened).toEqual([true, true, true]);
    expect(await windowCount()).toBe(1);
    expect(elsewhere.visits).toEqual(["/redirect"]);
    const links = await app.electron.evaluate(() => Reflect.get(globalThis, "openedExternally"));
    expect(links).toEqual(["https://docs.example/guide"]);
  });
});

test("no permission is given", async () => {
  const answers = await app.page.evaluate(async () => {
    const refused = (error: unknown) => (error instanceof Error ? error.name : String(error));
    const state = (name: string) =>
      navigator.permissions
        .query({ name: name as PermissionName })
        .then((status) => status.state, refused);
    return {
      camera: await navigator.mediaDevices
        .getUserMedia({ video: true })
        .then(() => "given", refused),
      screen: await navigator.mediaDevices.getDisplayMedia().then(() => "given", refused),
      notifications: await Notification.requestPermission(),
      geolocation: await state("geolocation"),
      clipboard: await state("clipboard-read"),
      midi: await state("midi"),
    };
  });
  expect(Object.values(answers)).not.toContain("given");
  expect(answers).toMatchObject({
    notifications: "denied",
    geolocation: "denied",
    clipboard: "denied",
    midi: "denied",
  });
});

test("a second start brings the window back instead of opening another", async () => {
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
  const second = spawn(app.startedBy.executable, app.startedBy.args, {
    env: app.startedBy.env,
    stdio: "ignore",
    timeout: 30_000,
  });
  const [code] = await once(second, "exit");

  expect(code).toBe(0);
  expect(await windowCount()).toBe(1);
  const visible = await app.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.isVisible(),
  );
  expect(visible).toBe(true);
});

test("closing the window hides it, says so the first time, and the app lives on", async () => {
  const dialogs = await app.electron.evaluate(async ({ BrowserWindow, dialog }) => {
    const shown: string[] = [];
    dialog.showMessageBox = async (...args: unknown[]) => {
      shown.push(String(Reflect.get(Object(args.at(-1)), "title")));
      return { response: 0, checkboxChecked: false };
    };
    const window = BrowserWindow.getAllWindows()[0];
    window?.close();
    const hidden = window?.isVisible() === false;
    window?.show();
    return { hidden, shown: shown.length };
  });
  expect(dialogs).toEqual({ hidden: true, shown: 1 });
  expect(await windowCount()).toBe(1);
});
