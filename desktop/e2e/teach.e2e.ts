import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowserPlant, type BrowserPlant } from "./browser.ts";
import { setUpEmptyPlant } from "./first-run.ts";

let plant: BrowserPlant;

const soon = { timeout: 30_000 };
/** The simulated machine makes a part so often; the person taps at the same pace, whenever they began. Milliseconds. */
const cycleMs = 2_000;

beforeAll(async () => {
  plant = await openBrowserPlant({ empty: true });
  await setUpEmptyPlant(plant.page);
}, 300_000);
afterAll(() => plant?.stop());

test("a supervisor connects a machine by tapping at its parts, through the screens alone", async () => {
  const { page } = plant;
  await page.goto(`${new URL(plant.url).origin}/setup/connections/new?kind=simulated`);
  await page.getByLabel("Name").fill("Training machine");
  await page.getByRole("button", { name: "Test the connection" }).click();
  await page.getByRole("button", { name: "Save and connect" }).click();
  await page.getByText("Saved. It connects by itself now.").waitFor(soon);

  await page.goto(`${new URL(plant.url).origin}/setup/machines`);
  await page.getByRole("button", { name: "Add machine" }).first().click();
  await page.getByLabel("Code").fill("PRESS-9");
  await page.getByLabel("Name").fill("Old press");
  await page.getByRole("dialog").getByRole("button", { name: "Add machine" }).click();
  await page.getByRole("link", { name: "Connect by showing" }).click();

  await page.getByRole("button", { name: "Begin watching" }).click();
  const part = page.getByRole("button", { name: "Part", exact: false }).first();
  await part.waitFor(soon);
  // What is there when the lesson begins is what everything is counted from.
  await page.waitForTimeout(1_000);
  for (let tap = 0; tap < 5; tap++) {
    await part.click();
    await page.waitForTimeout(cycleMs);
  }
  const counter = page.getByRole("group", { name: "Counts parts" });
  await counter.getByRole("radio", { name: /^Pieces made/, checked: true }).waitFor(soon);
  await page.getByText("While you tapped: 5 counted, 5 tapped").waitFor(soon);
  await plant.screenshot("teach-found");

  await page.getByRole("button", { name: "Take over tags and rules" }).click();
  await page.waitForURL(/\/machines\/[0-9a-f-]{36}$/, soon);
  await page.getByText("Running").first().waitFor(soon);
  expect(page.url()).not.toContain("teach");
}, 180_000);
