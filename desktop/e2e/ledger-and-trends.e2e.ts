import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Download, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { openReadOnly } from "#desktop/engine/database/open-database.ts";
import { openBrowserPlant, type BrowserPlant } from "./browser.ts";
import { fieldOf } from "./first-run.ts";

let plant: BrowserPlant;
let page: Page;

const soon = { timeout: 20_000 };
const button = (name: string | RegExp) => page.getByRole("button", { name });
const dialog = () => page.getByRole("dialog");

beforeAll(async () => {
  plant = await openBrowserPlant({ empty: false });
  page = plant.page;
  await button("Sign in to the demo").click();
  await page.locator("a[data-machine]").first().waitFor({ timeout: 30_000 });
}, 240_000);

afterAll(() => plant?.stop());

afterEach(async ({ task }) => {
  if (task.result?.state === "fail") await plant.screenshot(`failed ${task.name.slice(0, 40)}`);
});

async function goTo(address: string): Promise<void> {
  await page.evaluate((to) => {
    history.pushState({}, "", to);
    dispatchEvent(new PopStateEvent("popstate"));
  }, address);
}

/** One value of a row of the plant, by the row's code. */
function stored(table: "machine" | "connection" | "tag", code: string, column = "id"): string {
  const raw = openReadOnly(plant.data);
  try {
    const found = raw
      .prepare<[string], string>(`select ${column} from ${table} where code = ?`)
      .pluck()
      .get(code);
    if (found === undefined) throw new Error(`no ${table} ${code}`);
    return found;
  } finally {
    raw.close();
  }
}

/** Chooses a file as a person does: by the button, then in the window of the system. */
async function choose(file: string): Promise<void> {
  const chooser = page.waitForEvent("filechooser");
  await dialog().getByLabel("File").click();
  await (await chooser).setFiles(file);
}

/** Presses something and takes the file that comes of it. */
async function downloaded(press: () => Promise<void>): Promise<{ name: string; bytes: Buffer }> {
  const coming = page.waitForEvent("download");
  await press();
  const file: Download = await coming;
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

test("gaps are filtered by their cause, and one of them says what to try", async () => {
  await goTo("/ledger?span=month");
  await page.getByRole("combobox", { name: "Cause" }).click();
  await page.getByRole("option", { name: "Not reachable" }).click();
  await expect.poll(() => new URL(page.url()).searchParams.get("cause"), soon).toBe("unreachable");
  const rows = page.getByRole("table", { name: "Gaps" }).locator("tbody tr");
  await rows.filter({ hasText: "Not reachable" }).first().waitFor(soon);
  expect(await rows.filter({ hasNotText: "Not reachable" }).count()).toBe(0);
  await rows.first().click();
  await dialog().getByText("What to try").waitFor(soon);
  await dialog().getByText("Is the machine switched on?", { exact: false }).waitFor(soon);
  await page.keyboard.press("Escape");
});

test("a person says what a machine did while nobody measured, sees it as typed, and takes it back", async () => {
  await goTo("/ledger?span=month");
  const line = page.getByRole("listitem").filter({ hasText: "ASM-1" });
  await line.getByRole("button", { name: "Say what happened" }).click();
  await dialog().getByRole("button", { name: "Say what happened" }).first().click();
  const saying = page.getByRole("dialog", { name: "What did ASM-1 do?" });
  await saying.getByRole("button", { name: "Enter as typed" }).click();
  await saying.getByText("Say in a few words how you know.").waitFor(soon);
  await saying.getByLabel("Note").fill("Running by the foreman's log");
  await saying.getByRole("combobox", { name: "The machine was" }).click();
  await page.getByRole("option", { name: "Running", exact: true }).click();
  await saying.getByRole("button", { name: "Enter as typed" }).click();
  await saying.waitFor({ state: "hidden" });
  await button("Take back").first().waitFor(soon);
  await page.keyboard.press("Escape");

  await line.getByRole("link", { name: "ASM-1" }).click();
  const legend = page.getByRole("list", { name: "How the time is known" });
  await legend.getByText("Typed").waitFor(soon);

  await page.goBack();
  await line.getByRole("button", { name: "Say what happened" }).click();
  await button("Take back").first().click();
  await page
    .getByRole("dialog", { name: "Take back what was typed?" })
    .getByRole("button", { name: "Take back" })
    .click();
  await page.getByText("Unknown again").waitFor(soon);
  await expect.poll(() => button("Take back").count(), soon).toBe(0);
  await page.keyboard.press("Escape");
});

test("two tags are found, zoomed and read by keyboard, saved as table and picture, and shown again by the address", async () => {
  await goTo("/trends?range=8h&live=false");
  const search = page.getByRole("combobox", { name: "Tags" });
  for (const code of ["press-1.count", "pack-1.speed"]) {
    await search.fill(code);
    await page.getByRole("option", { name: new RegExp(`^${code}`) }).click();
  }
  await page.keyboard.press("Escape");
  const chart = page.getByLabel(/^Trend of 2 tags/);
  await chart.focus();
  const shown = () => new URL(page.url()).searchParams;
  await page.keyboard.press("+");
  await expect.poll(() => shown().get("from"), soon).not.toBeNull();
  const hours = (Number(shown().get("to")) - Number(shown().get("from"))) / 3_600_000;
  expect(hours).toBeCloseTo(4, 1);
  const legend = page.getByRole("region", { name: "Values at the cursor" });
  const at = () => legend.getByRole("columnheader").nth(1).innerText();
  await chart.focus();
  await page.keyboard.press("ArrowLeft");
  const first = await at();
  await page.keyboard.press("ArrowLeft");
  await expect.poll(at, soon).not.toBe(first);
  await expect
    .poll(
      () => legend.getByRole("row", { name: "press-1.count" }).getByRole("cell").nth(1).innerText(),
      soon,
    )
    .toMatch(/\d/);
  await plant.screenshot("trend-read-by-keyboard");

  await page.getByRole("button", { name: "Export", exact: true }).click();
  const table = await downloaded(() => page.getByRole("menuitem", { name: /CSV/ }).click());
  expect(table.name).toMatch(/^trend-[\dT-]+\.csv$/);
  const [head, ...lines] = table.bytes
    .toString("utf8")
    .replace(/^\uFEFF/, "")
    .trim()
    .split("\r\n");
  expect(head).toBe("time,tag,value,unit,quality,status");
  expect(new Set(lines.map((line) => line.split(",")[1]))).toEqual(
    new Set(["press-1.count", "pack-1.speed"]),
  );
  expect(lines[0]).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z,press-1\.count,\d+,pcs,good,0x00000000$/);

  await page.getByRole("button", { name: "Export", exact: true }).click();
  const picture = await downloaded(() => page.getByRole("menuitem", { name: /PNG/ }).click());
  expect(picture.name).toMatch(/\.png$/);
  expect(picture.bytes.subarray(1, 4).toString()).toBe("PNG");

  const address = page.url();
  await goTo("/machines");
  await page.getByRole("heading", { name: "Machines", level: 1 }).waitFor(soon);
  await goTo(address);
  await page.getByLabel(/^Trend of 2 tags/).waitFor(soon);
  expect(page.url()).toBe(address);
  for (const code of ["press-1.count", "pack-1.speed"])
    await legend.getByRole("row", { name: code }).waitFor(soon);
});

test("a new machine gets tags and rules from a template, is checked live, and is on the board", async () => {
  const place = stored("tag", "press-1.running", "address").replace(/\.Running$/, "");
  await goTo("/setup/machines");
  await button("Add machine").first().click();
  await fieldOf(page, "code").fill("PRESS-2");
  await fieldOf(page, "name").fill("Stamping press 2");
  await page.getByRole("combobox", { name: "Kind" }).click();
  await page.getByRole("option", { name: "Press", exact: true }).click();
  await page.getByRole("combobox", { name: "Connection" }).click();
  await page.getByRole("option", { name: /^OPC-LINE-1/ }).click();
  await dialog().getByRole("button", { name: "Add machine" }).click();
  await page.getByRole("tab", { name: "Tags" }).click();
  await button("Start from a template").click();
  await page.getByRole("combobox", { name: "What the machine speaks" }).click();
  await page.getByRole("option", { name: "Running bit and counter" }).click();
  await page.getByLabel("Node of the machine").fill(place);
  await button("Look for the tags").click();
  await dialog().getByText("Good", { exact: true }).nth(1).waitFor(soon);
  expect(await page.getByLabel("Address Counter").inputValue()).toBe(`${place}.Counter`);
  await plant.screenshot("template-looked-up");
  await page.getByLabel("Address Counter").fill("nonsense");
  await button("Add 2 tags with rules").click();
  await dialog()
    .getByText(/must look like/i)
    .waitFor(soon);
  await page.getByLabel("Address Counter").fill(`${place}.Counter`);
  await button("Add 2 tags with rules").click();
  await page.getByText("Tags and rules are stored.").waitFor(soon);

  await page.getByRole("tab", { name: "Signal rules" }).click();
  const check = page.getByRole("complementary").filter({ hasText: "Live check" });
  await check.getByText("press-2.running", { exact: true }).waitFor(soon);
  await expect
    .poll(() => check.innerText(), soon)
    .toMatch(/These rules say\s+(Running|Minor stop|Stopped|Down)/);
  await goTo("/");
  const tile = page.locator("li", { has: page.locator("a[data-machine]", { hasText: "PRESS-2" }) });
  await tile.waitFor(soon);
  await expect.poll(() => tile.innerText(), soon).toMatch(/Running|stop|Down/i);
});

test("a list of tags is exported, changed and imported, and a wrong row is named before anything is stored", async () => {
  await goTo(`/setup/connections/${stored("connection", "OPC-LINE-1")}?tab=tags`);
  const lists = () => button("Lists of tags").click();
  await lists();
  const exported = await downloaded(() => page.getByRole("menuitem", { name: /Export/ }).click());
  expect(exported.name).toBe("tags-opc-line-1.csv");
  const text = exported.bytes.toString("utf8");
  const [head, ...rows] = text.trim().split("\r\n");
  const machine = stored("tag", "press-1.count", "machine_id");
  const changed = text.replace("Stroke counter", "Strokes of the press");
  expect(changed).not.toBe(text);
  const file = path.join(plant.data, "tags.csv");

  await writeFile(
    file,
    [head, rows[0], rows[1]!.replace(/,(state|counter|analog|text|alarm),/, ",nonsense,")].join(
      "\r\n",
    ),
  );
  await lists();
  await page.getByRole("menuitem", { name: /Import/ }).click();
  await choose(file);
  await dialog().getByText("line 3").waitFor(soon);
  expect(
    await dialog()
      .getByRole("button", { name: /^Import/ })
      .isDisabled(),
  ).toBe(true);

  await writeFile(file, changed);
  await choose(file);
  await dialog()
    .getByText(/0 new, 1 changed/)
    .waitFor(soon);
  expect(stored("tag", "press-1.count", "name")).toBe("Stroke counter");
  await dialog()
    .getByRole("button", { name: /^Import/ })
    .click();
  await dialog().waitFor({ state: "hidden" });
  expect(stored("tag", "press-1.count", "name")).toBe("Strokes of the press");
  expect(stored("tag", "press-1.count", "machine_id")).toBe(machine);
});

test("readings are kept as many days as somebody says, and nonsense is refused at its field", async () => {
  await goTo("/setup/historian");
  const analog = fieldOf(page, "analog");
  await analog.fill("0");
  await analog.blur();
  await page
    .getByText("Between 1 and 36,500.")
    .or(page.getByText("Between 1 and 36500."))
    .waitFor(soon);
  await button("Save").click();
  expect(await analog.getAttribute("aria-invalid")).toBe("true");
  await analog.fill("45");
  await button("Save").click();
  await page.getByText("Kept as you said from now on.").waitFor(soon);
  await goTo("/setup");
  await goTo("/setup/historian");
  await expect.poll(() => fieldOf(page, "analog").inputValue(), soon).toBe("45 days");
});
