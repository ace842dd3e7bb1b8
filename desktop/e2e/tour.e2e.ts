import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openReadOnly } from "#desktop/engine/database/open-database.ts";
import { openBrowserPlant, type BrowserPlant } from "./browser.ts";

let plant: BrowserPlant;
let axe: string;

const soon = { timeout: 30_000 };

/** Every screen, by address; `:machine` and the like are replaced by a record of the demo. */
const screens = [
  ["board", "/"],
  ["machines", "/machines"],
  ["machine", "/machines/:machine"],
  ["proof", "/machines/:machine/proof"],
  ["call", "/machines/:machine/call"],
  ["stops", "/stops"],
  ["stop-cases", "/stops?view=cases"],
  ["stop-rules", "/stops/rules"],
  ["reason-health", "/stops/health"],
  ["runs", "/runs"],
  ["changeovers", "/runs/changeovers"],
  ["handovers", "/shifts/handover"],
  ["handover", "/shifts/handover/:instance"],
  ["andon", "/andon"],
  ["alerts", "/alerts"],
  ["honesty", "/trust"],
  ["changed-after-close", "/trust/closed"],
  ["as-known", "/trust/as-known"],
  ["shift-as-known", "/trust/shift/:instance"],
  ["definitions", "/trust/definitions"],
  ["replay", "/replay"],
  ["wall", "/wall"],
  ["analysis", "/analysis?calendar=true"],
  ["analysis-pareto", "/analysis/pareto"],
  ["analysis-stops", "/analysis/pareto?by=stops"],
  ["analysis-trend", "/analysis/trend"],
  ["analysis-heat-map", "/analysis/heat-map"],
  ["analysis-speed", "/analysis/speed"],
  ["analysis-reliability", "/analysis/reliability"],
  ["analysis-ratios", "/analysis/ratios"],
  ["ledger", "/ledger"],
  ["trends", "/trends"],
  ["trends-of-tags", "/trends?tags=:speed,:running"],
  ["historian", "/setup/historian"],
  ["setup", "/setup"],
  ["connections", "/setup/connections"],
  ["connection-new", "/setup/connections/new"],
  ["connection-new-opcua", "/setup/connections/new?kind=opcua"],
  ["connection-new-modbus", "/setup/connections/new?kind=modbus-tcp"],
  ["connection-new-line", "/setup/connections/new?kind=modbus-serial"],
  ["connection-new-serial", "/setup/connections/new?kind=serial"],
  ["connection", "/setup/connections/:connection"],
  ["connection-tags", "/setup/connections/:connection?tab=tags"],
  ["connection-browse", "/setup/connections/:connection?tab=browse"],
  ["connection-gaps", "/setup/connections/:connection?tab=gaps"],
  ["connection-log", "/setup/connections/:connection?tab=log"],
  ["certificates", "/setup/certificates"],
  ["machine-setup-list", "/setup/machines"],
  ["machine-setup", "/setup/machines/:machine"],
  ["machine-rules", "/setup/machines/:machine?tab=rules"],
  ["teach", "/setup/machines/:machine/teach"],
  ["products", "/setup/products"],
  ["product", "/setup/products/:product"],
  ["shifts-by-day", "/shifts"],
  ["shifts-list", "/shifts?view=list"],
  ["shifts-compared", "/shifts?view=compare"],
  ["shift-of-a-day", "/shifts/:instance"],
  ["downtime", "/shifts/downtime"],
  ["shifts", "/setup/shifts"],
  ["shift", "/setup/shifts/:pattern"],
  ["reasons", "/setup/reasons"],
  ["alert-rules", "/setup/alerts"],
  ["alert-channels", "/setup/alerts/channels"],
  ["alert-deliveries", "/setup/alerts/deliveries"],
  ["andon-policy", "/setup/andon"],
  ["users", "/setup/users"],
  ["plant", "/setup/plant"],
  ["health", "/setup/health"],
  ["audit", "/setup/audit"],
  ["configuration", "/setup/configuration"],
  ["more", "/more"],
] as const;

/** Policy violations, errors and warnings that the page has had so far. */
const complaints: string[] = [];

beforeAll(async () => {
  plant = await openBrowserPlant({ empty: false });
  plant.page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  plant.page.on("pageerror", (error) => complaints.push(error.message));
  axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  await plant.page.getByRole("button", { name: "Sign in to the demo" }).click();
  await plant.page.locator("a[data-machine]").first().waitFor(soon);
}, 300_000);

afterAll(() => plant?.stop());

async function goTo(address: string): Promise<void> {
  await plant.page.evaluate((to) => {
    history.pushState({}, "", to);
    dispatchEvent(new PopStateEvent("popstate"));
  }, address);
  await plant.page.locator("main h1, h1").first().waitFor(soon);
  await plant.page.waitForLoadState("networkidle");
}

/** The addresses of all screens, with records of the demo put in. */
function addresses(): Map<string, string> {
  const raw = openReadOnly(plant.data);
  const first = (table: string, code: string) =>
    raw
      .prepare<[string], string>(`select id from ${table} where code like ? limit 1`)
      .pluck()
      .get(code)!;
  const records: Record<string, string> = {
    ":machine": first("machine", "FILL-1"),
    ":connection": first("connection", "OPC-LINE-1"),
    ":speed": first("tag", "pack-1.speed"),
    ":running": first("tag", "press-1.running"),
    ":product": first("product", "%"),
    ":pattern": first("shift_pattern", "%"),
    ":instance": first("shift_instance", "EARLY"),
  };
  raw.close();
  return new Map(
    screens.map(([name, address]) => [
      name,
      address.replace(/:\w+/g, (key) => records[key] ?? key),
    ]),
  );
}

interface Violation {
  id: string;
  help: string;
  nodes: { target: unknown[]; failureSummary?: string }[];
}

/** Every rule of WCAG 2 A and AA, or the one that depends on colours: the others are the same in both themes. */
const rules = {
  all: { runOnly: ["wcag2a", "wcag2aa"] },
  contrast: { runOnly: { type: "rule", values: ["color-contrast"] } },
};

/** What axe finds on the page as it stands. */
async function accessibilityIssues(which: keyof typeof rules): Promise<string[]> {
  await plant.page.evaluate(axe);
  const violations = await plant.page.evaluate(async (options) => {
    const { axe: run } = globalThis as unknown as {
      axe: { run(root: Document, options: object): Promise<{ violations: Violation[] }> };
    };
    const found = await run.run(document, options);
    return found.violations;
  }, rules[which]);
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target }) => `${id} (${help}) at ${target.join(" ")}`),
  );
}

const desk = { width: 1_360, height: 860 };
const phone = { width: 390, height: 844 };

test("every screen is readable in both themes, fits a phone held upright and breaks no rule of the policy", async () => {
  const { page } = plant;
  const issues: Record<string, string[]> = {};
  for (const [name, address] of addresses()) {
    const found: string[] = [];
    await page.emulateMedia({ colorScheme: "light" });
    await goTo(address);
    // Numbers arrive after the frame of the page.
    await page.waitForTimeout(700);
    await plant.screenshot(`${name}-light`);
    found.push(...(await accessibilityIssues("all")));

    await page.emulateMedia({ colorScheme: "dark" });
    await page.waitForTimeout(250);
    await plant.screenshot(`${name}-dark`);
    found.push(...(await accessibilityIssues("contrast")).map((issue) => `dark: ${issue}`));

    await page.setViewportSize(phone);
    await page.waitForTimeout(400);
    await plant.screenshot(`${name}-narrow`);
    const over = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    if (over > 1) found.push(`${over} px wider than a phone`);
    await page.setViewportSize(desk);
    if (found.length > 0) issues[name] = found;
  }
  expect(issues).toEqual({});
  expect(complaints).toEqual([]);
}, 600_000);
