import { spawn, type ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { z } from "zod";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { endChild } from "#build/launch/end-process.mjs";
import { PtyPair } from "#desktop/engine/drivers/modbus/pty-pair.ts";
import { PymodbusServer } from "#desktop/engine/drivers/modbus/pymodbus-server.ts";
import { freePort, TestServerProcess } from "#desktop/engine/drivers/opcua/test-server-process.ts";
import { openBrowserPlant, type BrowserPlant } from "./browser.ts";
import { fieldOf, setUpEmptyPlant } from "./first-run.ts";

const soon = { timeout: 15_000 };

let plant: BrowserPlant;
let page: Page;
/** What the tests have started, ended in turn. */
const started: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  plant = await openBrowserPlant({ empty: true });
  page = plant.page;
  await page.setViewportSize({ width: 1_280, height: 900 });
  await setUpEmptyPlant(page);
}, 240_000);

afterAll(async () => {
  await plant?.stop();
  for (const end of started) await end();
});

afterEach(async ({ task }) => {
  if (task.result?.state === "fail") await plant.screenshot(`failed ${task.name.slice(0, 40)}`);
});

/** A picture of the page without the notes of what was done before. */
async function picture(name: string): Promise<void> {
  const show = (visibility: string) =>
    page.evaluate((wanted) => {
      for (const notes of document.querySelectorAll<HTMLElement>(".mantine-Notifications-root"))
        notes.style.visibility = wanted;
    }, visibility);
  await show("hidden");
  await plant.screenshot(name);
  await show("");
}

const button = (name: string | RegExp) => page.getByRole("button", { name });

async function goTo(address: string): Promise<void> {
  await page.evaluate((to) => {
    history.pushState({}, "", to);
    dispatchEvent(new PopStateEvent("popstate"));
  }, address);
}

async function openList(): Promise<void> {
  await goTo("/setup/connections");
  await page.getByRole("heading", { name: "Connections", exact: true }).waitFor(soon);
}

/** Opens the way to a new connection and chooses what stands at the machine. */
async function chooseKind(kind: string, name: string): Promise<void> {
  await openList();
  await page.getByRole("link", { name: "Add connection" }).first().click();
  await page.getByText("What stands at the machine?").waitFor(soon);
  await picture("connect-kind");
  await page.getByRole("link", { name: new RegExp(`^${kind}`) }).click();
  await fieldOf(page, "name").fill(name);
}

/** Types the name of a serial port, a stable one by the last part of its path. */
async function choosePort(port: string): Promise<void> {
  const path = port.startsWith("/") ? port : `/dev/serial/by-id/${port}`;
  await fieldOf(page, "settings.path").fill(path);
  await page.keyboard.press("Escape");
}

/** The test of the settings works; they are saved, and the link comes up by itself. */
async function testAndSave(): Promise<void> {
  await button("Test the connection").click();
  await page.getByText("This connection works.").waitFor(soon);
  await button("Save and connect").click();
  await page.getByText("The connection is saved.").waitFor(soon);
  await page.getByText("Live", { exact: true }).waitFor(soon);
}

/** The box that ticks a variable in the tree. */
const variable = (name: string) =>
  page.getByRole("checkbox", { name: `Tick ${name}`, exact: true });

/** Ticks a variable in the tree, adds it as a tag, and waits for its value on the tags tab. */
async function recordAs(name: string, code: string): Promise<void> {
  await variable(name).check();
  await button("Add 1 tag").click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Tag", { exact: true }).fill(code);
  await dialog.getByRole("button", { name: "Add 1 tag" }).click();
  await dialog.waitFor({ state: "hidden" });
  await page.getByRole("tab", { name: "Tags" }).click();
  await page
    .getByRole("row", { name: code })
    .getByText("Good", { exact: true })
    .first()
    .waitFor(soon);
}

/** What the value cell of a tag says. */
const valueOf = (code: string): Promise<string> =>
  page.getByRole("row", { name: code }).getByRole("cell").nth(1).innerText();

test("an encrypted OPC UA server is looked at, trusted by its thumbprint and read with a password", async () => {
  const server = await TestServerProcess.started({ secured: true, allowAnonymous: false });
  started.push(() => server.dispose());
  await chooseKind("OPC UA server", "Filler 1");
  await fieldOf(page, "settings.endpoint").fill(server.endpoint);
  await button("Look at the server").click();
  await page.getByText("recommended").waitFor(soon);
  await page.getByText("Is this really your server?").waitFor(soon);
  const shown = await page.locator("pre", { hasText: /^([0-9A-F]{2} ?){20}$/ }).innerText();
  expect(shown.replaceAll(" ", "").toLowerCase()).toBe(server.thumbprint);
  await picture("connect-opcua-untrusted");
  await button("They are the same: trust this certificate").click();
  await page.getByText("This server's certificate is trusted").waitFor(soon);
  await fieldOf(page, "settings.userName").fill("oee");
  await fieldOf(page, "settings.password").fill("wrong");
  await picture("connect-opcua");

  await button("Test the connection").click();
  await page.getByText("What to try").waitFor(soon);
  await picture("connect-opcua-refused");
  await button("Back to the settings").click();
  await fieldOf(page, "settings.password").fill("secret");
  await testAndSave();
  await picture("connect-next");

  await page.getByRole("link", { name: /^Pick tags/ }).click();
  await page.getByRole("treeitem", { name: "Machine", exact: true }).click();
  await variable("count").waitFor(soon);
  await picture("connect-opcua-browse");
  server.set({ name: "count", value: 4_711 });
  await recordAs("count", "filler-1.count");
  await expect.poll(() => valueOf("filler-1.count"), soon).toBe("4,711");
  await picture("connect-opcua-tags");

  await button("Edit and test").click();
  const drawer = page.getByRole("dialog");
  await drawer.getByText("A password is stored. Leave empty to keep it.").waitFor(soon);
  expect(await fieldOf(page, "settings.password").inputValue()).toBe("");
  await drawer.getByRole("button", { name: "Test", exact: true }).click();
  await drawer.getByText("This connection works.").waitFor(soon);
  await drawer.getByRole("button", { name: "Cancel" }).click();
});

test("a Modbus TCP device is connected, its registers are scanned, and a long counter gets its word order", async () => {
  const port = await freePort();
  const device = new PymodbusServer("tcp", port);
  await device.start();
  started.push(() => device.kill());
  await chooseKind("Modbus TCP", "Meter hall 2");
  await fieldOf(page, "settings.host").fill("127.0.0.1");
  await fieldOf(page, "settings.port").fill(String(port));
  await picture("connect-modbus-tcp");
  await testAndSave();

  await page.getByRole("link", { name: /^Find registers/ }).click();
  await page.getByLabel(/From register/).fill("100");
  await button("Scan registers").click();
  await variable("102 (40103)").waitFor(soon);
  await picture("connect-modbus-scan");
  await recordAs("102 (40103)", "meter.count");
  await page.getByRole("row", { name: "meter.count" }).click();
  const drawer = page.getByRole("dialog");
  await drawer.getByLabel("Type", { exact: true }).click();
  await page.getByRole("option", { name: "32 bit, unsigned" }).click();
  await drawer.getByRole("radio", { name: /ABCD/ }).waitFor(soon);
  await expect
    .poll(() => drawer.getByRole("radio", { name: /ABCD/ }).innerText(), soon)
    .toMatch(/6\d,\d{3}/);
  await picture("connect-modbus-tag");
  await drawer.getByRole("button", { name: "Save" }).click();
  await drawer.waitFor({ state: "hidden" });
  await expect.poll(() => valueOf("meter.count"), soon).toMatch(/^6\d,\d{3}$/);
  await page.getByRole("tab", { name: "Overview" }).click();
  await page.getByText(/The tags take .* of the line/).waitFor(soon);
  await picture("connection-overview");
});

test("Modbus RTU on a serial line is connected by its port", async () => {
  const line = await PtyPair.open();
  started.push(() => line.close());
  const device = new PymodbusServer("rtu", line.far);
  await device.start();
  started.unshift(() => device.kill());
  await chooseKind("Modbus on a serial line", "Old press");
  await choosePort("usb-FTDI_USB-RS485_Cable_FT4X-if00-port0");
  await picture("connect-modbus");
  await choosePort(line.near);
  await testAndSave();
  await page.getByRole("link", { name: /^Find registers/ }).click();
  await page.getByLabel(/From register/).fill("100");
  await button("Scan registers").click();
  await variable("100 (40101)").waitFor(soon);
  await recordAs("100 (40101)", "press-1.count");
  const first = await valueOf("press-1.count");
  await expect.poll(() => valueOf("press-1.count"), soon).not.toBe(first);
});

test("a scale is connected by its profile, and its telegrams are seen as they come", async () => {
  const scale = await startScale();
  await chooseKind("Serial device with telegrams", "Packing scale");
  await choosePort("usb-Prolific_USB-Serial_Controller-if00-port0");
  await picture("connect-serial");
  await choosePort(scale.port);
  await testAndSave();
  await page.getByRole("link", { name: /^See the telegrams/ }).click();
  await page.getByText("What arrives on the line, newest first").waitFor(soon);
  await page
    .getByText(/^S S +\d+\.\d+ g/)
    .first()
    .waitFor(soon);
  await picture("connect-serial-telegrams");
  await recordAs("weight", "scale-1.weight");
  const first = await valueOf("scale-1.weight");
  await expect.poll(() => valueOf("scale-1.weight"), soon).not.toBe(first);
});

test("a simulated machine is connected", async () => {
  await chooseKind("Simulated machine", "Training machine");
  await testAndSave();
  await page.getByRole("link", { name: /^Pick tags/ }).click();
  await variable("Pieces made").waitFor(soon);
  await recordAs("Pieces made", "training.total");
  const first = await valueOf("training.total");
  await expect.poll(() => valueOf("training.total"), soon).not.toBe(first);
});

test("the certificates page names the trusted server and hands our own certificate out", async () => {
  await goTo("/setup/certificates");
  await page.getByText("Used by Filler 1").waitFor(soon);
  const download = page.waitForEvent("download");
  await button("Download .der").click();
  expect((await download).suggestedFilename()).toBe("unison-client.der");
  await picture("certificates");
});

test("the list shows all of them live, and one is paused and goes on", async () => {
  await openList();
  const row = (name: string) => page.getByRole("row", { name });
  for (const name of ["Filler 1", "Meter hall 2", "Old press", "Packing scale", "Training machine"])
    await row(name).getByText("Live", { exact: true }).waitFor(soon);
  await picture("connections-of-each-kind");
  await button("More actions: Old press").click();
  await page.getByRole("menuitem", { name: "Pause", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Pause", exact: true }).click();
  await row("Old press").getByText("Paused", { exact: true }).waitFor(soon);
  expect(await row("Filler 1").innerText()).toContain("Live");
  await button("More actions: Old press").click();
  await page.getByRole("menuitem", { name: "Go on", exact: true }).click();
  await row("Old press").getByText("Live", { exact: true }).waitFor(soon);
});

/** A scale on a port of its own, as a process. */
async function startScale(): Promise<{ port: string }> {
  const script = fileURLToPath(
    new URL("../engine/drivers/serial/fake-scale-process.ts", import.meta.url),
  );
  const child: ChildProcess = spawn(process.execPath, ["--no-warnings", script], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  started.push(() => endChild(child, 10_000));
  const said = z.object({ ready: z.string() });
  for await (const line of createInterface({ input: child.stdout! }))
    return { port: said.parse(JSON.parse(line)).ready };
  throw new Error("the scale ended before it named its port");
}
