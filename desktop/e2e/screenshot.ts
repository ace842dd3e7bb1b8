import { mkdir } from "node:fs/promises";
import path from "node:path";
import type { Page } from "playwright-core";
import { checkout } from "#build/launch/checkout.mjs";

/** Saves what a page shows as test-results/e2e/NAME.png, for people to look at. */
export async function saveScreenshot(page: Page, name: string): Promise<void> {
  const folder = path.join(checkout.testResults, "e2e");
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: path.join(folder, `${name}.png`) });
}
