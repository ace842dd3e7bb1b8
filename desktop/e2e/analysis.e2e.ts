import { readFile } from "node:fs/promises";
import { inflateRawSync } from "node:zlib";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { openBrowserPlant, type BrowserPlant } from "./browser.ts";

let plant: BrowserPlant;
let page: Page;

const soon = { timeout: 20_000 };
const button = (name: string | RegExp) => page.getByRole("button", { name });
const shown = () => new URL(page.url()).searchParams;

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

/** One file of a zip as text. */
function unzipped(bytes: Buffer, name: string): string {
  const end = bytes.length - 22;
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
    const nameLength = bytes.readUInt16LE(at + 28);
    const isIt = bytes.toString("utf8", at + 46, at + 46 + nameLength) === name;
    if (isIt) {
      const local = bytes.readUInt32LE(at + 42);
      const begin = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
      const packed = bytes.subarray(begin, begin + bytes.readUInt32LE(at + 20));
      return (bytes.readUInt16LE(at + 10) === 0 ? packed : inflateRawSync(packed)).toString("utf8");
    }
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  throw new Error(`no ${name} in the file`);
}

/** Presses an item of the export menu and takes the file that comes of it. */
async function exported(item: RegExp): Promise<{ name: string; bytes: Buffer }> {
  await button(/^Export [\d,]+ rows?$/)
    .last()
    .click();
  const coming = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: item }).click();
  const file = await coming;
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

const bars = () => page.getByRole("list", { name: /^Time lost/ }).getByRole("button");

test("the Pareto of the week goes down to the seconds, which add up to the bar and open their proof", async () => {
  await goTo("/analysis/pareto?span=last7");
  const reason = bars().filter({ hasText: "Breakdown" }).first();
  await reason.waitFor(soon);
  await reason.focus();
  await page.keyboard.press("Enter");
  for (const level of ["machine", "product", "shift"]) {
    await page.getByRole("list", { name: `Time lost by ${level}` }).waitFor(soon);
    await bars().first().click();
  }
  expect(JSON.parse(shown().get("path")!).map((step: string) => step.split(":")[0])).toEqual([
    "reason",
    "machine",
    "product",
    "shift",
  ]);
  const table = page.getByRole("table", { name: "Stops to the second" });
  const rows = table.locator("tbody tr");
  await rows.first().waitFor(soon);
  const number = (text: string) => Number(text.replaceAll(",", ""));
  const seconds = (await table.locator("tbody tr td:nth-child(3)").allInnerTexts()).map(number);
  const told = /In all: ([\d,.]+) min/.exec(
    await page.locator("p", { hasText: "In all:" }).innerText(),
  )!;
  const sum = seconds.reduce((total, one) => total + one, 0);
  expect(sum / 60).toBeCloseTo(number(told[1]!), 2);
  await plant.screenshot("pareto-down-to-the-seconds");

  await rows.first().getByRole("link", { name: "Proof" }).click();
  await page.getByRole("heading", { name: /where did the minutes go/i, level: 1 }).waitFor(soon);
  expect(Number(shown().get("to")) - Number(shown().get("from"))).toBeGreaterThan(0);
  await page.goBack();
  await rows.first().waitFor(soon);
});

test("every stop of the week leaves as a spreadsheet that is written in the page itself", async () => {
  await goTo("/analysis/pareto?span=last7&by=stops");
  const count = page.getByText(/^[\d,]+ stretches$/);
  await count.waitFor(soon);
  const total = Number((await count.innerText()).replaceAll(/\D/g, ""));
  // Beyond 160 kB the writer would pack in workers, which the policy of the page refuses.
  expect(total).toBeGreaterThan(1_000);
  const { name, bytes } = await exported(/^Excel/);
  expect(name).toMatch(/^loss-stops-\d{4}-\d\d-\d\d\.xlsx$/);
  const sheet = unzipped(bytes, "xl/worksheets/sheet1.xml");
  const rows = [...sheet.matchAll(/<row /g)].length - 1;
  // Machines run on while it is written.
  expect(Math.abs(rows - total)).toBeLessThan(10);
  expect(unzipped(bytes, "xl/sharedStrings.xml")).toContain("Europe/Berlin");
});

test("a page is kept as a view, found again under its name, and removed", async () => {
  await goTo("/analysis/trend?span=last30&per=week");
  await button("Views").click();
  await button("Save this view").click();
  await page.getByLabel("Name").fill("Weeks of the month");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByText("View saved").waitFor(soon);
  const views = page
    .getByRole("main")
    .getByRole("button", { name: /^(Views|Weeks of the month)$/ });
  await expect.poll(() => views.innerText(), soon).toBe("Weeks of the month");

  await goTo("/analysis/trend");
  await expect.poll(() => views.innerText(), soon).toBe("Views");
  await views.click();
  const list = page.getByRole("list", { name: "Views" });
  await list.getByRole("button", { name: "Weeks of the month", exact: true }).click();
  await expect
    .poll(() => [shown().get("span"), shown().get("per")], soon)
    .toEqual(["last30", "week"]);
  await list.waitFor({ state: "hidden" });
  await views.click();
  await button('Remove "Weeks of the month"').click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove view" }).click();
  await expect.poll(() => views.innerText(), soon).toBe("Views");
});

test("minor stops move between availability and performance, and OEE stays", async () => {
  await goTo("/analysis?span=yesterday");
  const six = page.getByRole("table", { name: /OEE stays/ });
  await six.waitFor(soon);
  const oee = await six.locator("[data-oee]").allInnerTexts();
  expect(new Set(oee).size).toBe(1);
  const kpi = (name: RegExp) =>
    page.getByRole("region", { name: "All ratios" }).getByRole("button", { name });
  const before = await kpi(/^Availability/).innerText();
  await page.getByText("Performance (Six Big Losses)").first().click();
  await expect.poll(() => kpi(/^Availability/).innerText(), soon).not.toBe(before);
  await kpi(/^TEEP/).click();
  await page
    .getByRole("dialog", { name: "TEEP" })
    .getByText(/GQ \/ calendar/)
    .waitFor(soon);
  await page.keyboard.press("Escape");
});
