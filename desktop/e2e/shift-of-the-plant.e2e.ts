import { chromium, type Browser, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { PlantClient } from "#desktop/engine/testing/engine-process.ts";
import { runEngine } from "#desktop/engine/testing/engine-process.ts";
import { saveScreenshot } from "./screenshot.ts";
import { startShiftPlant, type ShiftPlant } from "./shift-plant.ts";

let plant: ShiftPlant;
let browser: Browser;
let admin: PlantClient;
let outgoing: Page;
let incoming: Page;

/** Stops long enough to be seen and cut: a minor stop of two minutes lasts six seconds. */
const speed = 20;
const soon = { timeout: 30_000 };
const polling = { timeout: 30_000, interval: 200 };
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function signedIn(username: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1_360, height: 900 } });
  const page = await context.newPage();
  await page.goto(plant.url);
  await page.getByLabel("User name").fill(username);
  await page.getByLabel("Password", { exact: true }).fill("correct horse");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.locator("a[data-machine]").first().waitFor(soon);
  return page;
}

async function goTo(page: Page, address: string): Promise<void> {
  await page.evaluate((to) => {
    history.pushState({}, "", to);
    dispatchEvent(new PopStateEvent("popstate"));
  }, address);
}

/** The machine runs, then stands for so long by itself, then runs again. */
async function stands(machine: string, seconds: number): Promise<void> {
  plant.force(machine, "running");
  await wait(2_000);
  plant.force(machine, "held");
  await wait(seconds * 1_000);
  plant.force(machine, "running");
  await wait(1_500);
}

const idOf = async (code: string) =>
  (await admin.machines.list({ search: code })).rows.find((row) => row.code === code)!.id;

beforeAll(async () => {
  plant = await startShiftPlant(speed);
  admin = await plant.engine.administrator();
  await plant.engine.colleague(admin, "supervisor");
  await plant.engine.colleague(admin, "planner");
  browser = await chromium.launch({
    executablePath: "/usr/bin/chromium",
    chromiumSandbox: process.getuid?.() !== 0,
  });
  outgoing = await signedIn("supervisor");
  incoming = await signedIn("planner");
}, 240_000);

afterAll(async () => {
  await browser?.close();
  await plant?.stop();
});

afterEach(async ({ task }) => {
  if (task.result?.state === "fail")
    await saveScreenshot(outgoing, `failed ${task.name.slice(0, 40)}`);
});

test("stops of the running shift get their reasons: one in two parts, two as one, one by a rule", async () => {
  const { rows: reasons } = await admin.stops.reasons();
  await admin.rules.create({
    name: "Packer stands",
    condition: {
      machineIds: [(await idOf("PACK-1")) as never],
      all: [{ type: "duration", atLeastMs: 3_000 }],
    },
    reasonId: reasons.find(({ code }) => code === "ADJUSTMENT")!.id as never,
  });
  const range = () => ({ from: Date.now() - 600_000, to: Date.now() });
  const stopsOf = async (code: string) =>
    (
      await admin.stops.list({
        range: range(),
        machineIds: [(await idOf(code)) as never],
        includeMinor: true,
        sortBy: "start",
      })
    ).rows;
  await Promise.all([
    (async () => {
      for (const seconds of [8, 4, 4]) await stands("FILL-1", seconds);
    })(),
    stands("PACK-1", 5),
  ]);
  plant.force("FILL-1", "running");

  await goTo(outgoing, `/stops?machine=${await idOf("FILL-1")}&minor=true&span=day`);
  await outgoing.locator("[data-stop]").first().waitFor(soon);
  await saveScreenshot(outgoing, "shift-stops");
  const longest = (await stopsOf("FILL-1")).toSorted((a, b) => b.elapsedMs - a.elapsedMs)[0]!;
  await outgoing.locator(`tr:has([data-stop="${longest.id}"]) td`).nth(2).click();
  const panel = outgoing.getByRole("dialog");
  await panel.getByRole("button", { name: "Split", exact: true }).click();
  const split = outgoing.getByRole("dialog", { name: "Split the stop" });
  for (const [part, reason] of ["Fill valve", "Sensor"].entries()) {
    await split.getByLabel("Reason of this part").nth(part).click();
    await outgoing.getByRole("option", { name: new RegExp(reason) }).click();
  }
  await saveScreenshot(outgoing, "shift-split");
  await split.getByRole("button", { name: "Split into 2 parts" }).click();
  await expect
    .poll(async () => (await stopsOf("FILL-1")).map(({ reason }) => reason?.name), polling)
    .toEqual(expect.arrayContaining(["Fill valve", "Sensor"]));

  const two = (await stopsOf("FILL-1"))
    .filter(({ start }) => start > longest.end)
    .toSorted((a, b) => a.start - b.start)
    .slice(0, 2);
  await expect.poll(() => panel.count(), polling).toBe(0);
  for (const { id } of two) await outgoing.locator(`[data-stop="${id}"] input`).check();
  await outgoing.getByRole("button", { name: "Give 2 stops one reason" }).click();
  await panel.getByRole("button", { name: "Merge" }).click();
  await panel.getByRole("button", { name: /Jam/ }).first().click();
  await expect
    .poll(
      async () =>
        (await stopsOf("FILL-1"))
          .filter(({ reason }) => reason?.code === "JAM")
          .map(({ end }) => end),
      polling,
    )
    .toContain(two[1]!.end);

  await expect
    .poll(async () => (await stopsOf("PACK-1")).map(({ origin }) => origin), polling)
    .toContain("rule");
});

test("the hand-over drafts itself, is signed with a word on what nobody classified, and taken over", async () => {
  const now = Date.now();
  const { rows } = await admin.handover.list({ range: { from: now - 60_000, to: now } });
  const address = `/shifts/handover/${rows[0]!.shift.id}`;
  const { policy, plantVersion } = await admin.handover.policy();
  await admin.handover.setPolicy({
    basedOn: plantVersion,
    policy: { ...policy, unclassifiedLimitMs: 0 },
  });
  await goTo(outgoing, address);
  await outgoing.getByRole("heading", { name: "Largest losses" }).waitFor(soon);
  await saveScreenshot(outgoing, "shift-handover-draft");
  await outgoing.getByLabel("First thing for the next shift").fill("Watch the filler's valve");
  await outgoing.getByRole("radio", { name: "Nobody" }).click();
  const why = outgoing.getByLabel("Why time has no reason");
  if ((await why.count()) > 0) await why.fill("The shift was a test");
  await outgoing.getByLabel("Your password").fill("correct horse");
  await outgoing.getByRole("button", { name: "Sign and hand over" }).click();
  await outgoing.getByText("Waits for the next shift").first().waitFor(soon);

  await goTo(incoming, address);
  await incoming.getByText("Watch the filler's valve").waitFor(soon);
  await incoming.getByLabel("Your password").fill("correct horse");
  await incoming.getByRole("button", { name: "Sign and take over" }).click();
  const shiftId = rows[0]!.shift.id as never;
  await expect
    .poll(async () => (await admin.handover.get({ shiftId })).status, polling)
    .toBe("acknowledged");
  await saveScreenshot(incoming, "shift-handover-taken");
});

test("the week's Pareto opens down to the seconds of a stop", async () => {
  await goTo(outgoing, "/analysis/pareto?span=last7");
  const bars = () => outgoing.getByRole("list", { name: /^Time lost/ }).getByRole("button");
  await bars().filter({ hasText: "Jam" }).first().click();
  for (const level of ["machine", "product", "shift"]) {
    await outgoing.getByRole("list", { name: `Time lost by ${level}` }).waitFor(soon);
    await bars().first().click();
  }
  await outgoing.getByRole("link", { name: "Proof" }).first().waitFor(soon);
  await saveScreenshot(outgoing, "shift-pareto-seconds");
  expect(await outgoing.locator("main").innerText()).toMatch(/\d\d:\d\d:\d\d/);
});

test("the command line prints the same OEE as the screen", async () => {
  const lastMinute = () => {
    const to = Math.floor((Date.now() - 2_000) / 60_000) * 60_000;
    return { from: to - 60_000, to };
  };
  const { rows: machines } = await admin.machines.list();
  /** A machine with an OEE of the last minute that is over: the first ones may miss the beginning of it. */
  async function known() {
    const range = lastMinute();
    for (const { id, code } of machines) {
      const { figures } = await admin.oee.machine({ machineId: id as never, range });
      if (figures.oee.value !== null && figures.oee.value > 0) return { id, code, range, figures };
    }
    return null;
  }
  await expect.poll(known, { timeout: 130_000, interval: 500 }).not.toBeNull();
  const { id, code, range, figures } = (await known())!;
  await goTo(outgoing, `/machines/${id}/proof?from=${range.from}&to=${range.to}`);
  await outgoing.getByText("Computed again from the rows below: same digits").waitFor(soon);
  const shown = (figures.oee.value! * 100).toFixed(1).replace(".", "\\.");
  expect(await outgoing.locator("main").innerText()).toMatch(new RegExp(`${shown}\\s%`));

  const of = ["--machine", code, "--from", new Date(range.from).toISOString()];
  const to = ["--to", new Date(range.to).toISOString()];
  const printed = await runEngine(["oee", "--data", plant.data, ...of, ...to, "--json"]);
  expect(printed.code).toBe(0);
  const proof = JSON.parse(printed.stdout) as { report: { figures: unknown } };
  expect(proof.report.figures).toEqual(figures);
}, 180_000);
