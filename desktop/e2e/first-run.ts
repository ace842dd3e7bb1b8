import type { Page } from "playwright-core";

/** The field of a form by its name in the form. */
export const fieldOf = (page: Page, name: string) => page.locator(`[data-path="${name}"]`);

/** Sets an empty plant up by its screens and leaves the browser signed in as its administrator. */
export async function setUpEmptyPlant(page: Page): Promise<void> {
  const next = () => page.getByRole("button", { name: "Next" }).click();
  await fieldOf(page, "name").fill("Test plant");
  await next();
  await fieldOf(page, "displayName").fill("Ida Integrator");
  await fieldOf(page, "username").fill("integrator");
  await fieldOf(page, "password").fill("connect-it-all");
  await fieldOf(page, "repeated").fill("connect-it-all");
  await next();
  await page.getByText("Empty plant").click();
  await page.getByRole("button", { name: "Set up the plant" }).click();
  await page.getByRole("link", { name: "Set-up" }).first().waitFor();
}
