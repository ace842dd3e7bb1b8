import { afterAll, beforeAll, expect, test } from "vitest";
import type { Locator } from "playwright-core";
import { truthRecord } from "#build/demo/truth-record.ts";
import { openReadOnly } from "#desktop/engine/database/open-database.ts";
import { readFile } from "node:fs/promises";
import { enginePid } from "./engine-pid.ts";
import { openPlantApp, type PlantApp } from "./plant-app.ts";

let app: PlantApp;

const soon = { timeout: 30_000, interval: 100 };
const tile = (machine: string): Locator =>
  app.page.locator("li", { has: app.page.locator("a[data-machine]", { hasText: machine }) });

beforeAll(async () => {
  app = await openPlantApp({ demo: true, loadDemo: true });
  await app.page.getByRole("button", { name: "Sign in to the demo" }).click();
  await tile("FILL-1").waitFor({ timeout: 60_000 });
}, 240_000);

afterAll(() => app?.stop());

interface Pieces {
  total: number;
  intervals: number;
  events: number;
}

/** What is on disk about one machine up to an instant; the engine may be running. */
function onDisk(machine: string, until: number): Pieces {
  const raw = openReadOnly(app.data);
  try {
    const one = <Value>(sql: string) =>
      raw.prepare<unknown[], Value>(sql).pluck().get(machine, until);
    const of = "machine_id = (select id from machine where code = ?)";
    return {
      total:
        one<number>(
          `select coalesce(sum(total), 0) from machine_count where ${of} and minute < ? and suspect = ''`,
        ) ?? 0,
      intervals:
        one<number>(`select count(*) from machine_interval where ${of} and starts_at < ?`) ?? 0,
      events: one<number>(`select count(*) from machine_event where ${of} and at < ?`) ?? 0,
    };
  } finally {
    raw.close();
  }
}

test("eight machines of the demo are live over OPC UA, with two weeks of history behind them", async () => {
  expect(await app.page.locator("a[data-machine]").count()).toBe(8);
  await expect
    .poll(() => app.page.getByRole("banner").innerText(), soon)
    .toMatch(/[78] of 8 machines live/);
  expect(onDisk("FILL-1", Number.MAX_SAFE_INTEGER).events).toBeGreaterThan(500);
  await app.screenshot("window-board");
});

test("a change of state at the machine is on the board at once", async () => {
  app.force("FILL-1", "running");
  await expect.poll(() => tile("FILL-1").innerText(), soon).toContain("Running");
  const text = tile("FILL-1").innerText.bind(tile("FILL-1"));
  const begun = Date.now();
  app.force("FILL-1", "aborted");
  await expect.poll(text, { timeout: 30_000, interval: 20 }).toContain("Down");
  const seenAt = Date.now();
  const truth = (await readFile(app.truth, "utf8"))
    .split("\n")
    .filter((line) => line.includes('"FILL-1"') && line.includes('"state"'))
    .map((line) => truthRecord.parse(JSON.parse(line)));
  // The figure is reported, not asserted: a busy machine must not turn it into a failure.
  console.log(
    `state change: on the board ${seenAt - (truth.at(-1)?.at ?? begun)} ms after it happened at the machine`,
  );
});

test("a figure opens into the minutes and pieces that made it, and they balance", async () => {
  const page = app.page;
  await tile("FILL-1").getByText("OEE", { exact: true }).click();
  await page.getByText("Computed again from the rows below: same digits").waitFor(soon);
  expect(await page.getByText(/Remainder: 0(\.0+)? s\./).count()).toBeGreaterThan(0);
  await app.screenshot("window-proof");
  await page.getByRole("link", { name: "Now", exact: true }).first().click();
  await tile("FILL-1").waitFor(soon);
});

test("an engine killed with -9 comes back by itself, with nothing lost and the missed pieces counted", async () => {
  app.force("FILL-2", "running");
  await expect.poll(() => tile("FILL-2").innerText(), soon).toContain("Running");
  const before = Math.floor(Date.now() / 60_000) * 60_000;
  const kept = onDisk("FILL-2", before);
  const pid = await enginePid(app.data);
  process.kill(pid!, "SIGKILL");
  await app.page
    .getByText(/reconnecting/i)
    .first()
    .waitFor(soon);
  await app.screenshot("window-reconnecting");
  await expect.poll(() => enginePid(app.data), soon).not.toBe(pid);
  await app.page
    .getByText(/reconnecting/i)
    .first()
    .waitFor({ state: "hidden", timeout: 60_000 });
  await expect
    .poll(() => tile("FILL-2").innerText(), { ...soon, timeout: 60_000 })
    .toContain("Running");

  expect(onDisk("FILL-2", before)).toEqual(kept);
  const raw = openReadOnly(app.data);
  try {
    const rows = raw
      .prepare<[], { start: number; end: number | null; cause: string | null; state: string }>(
        `select starts_at as start, ends_at as end, cause, state from machine_interval
         where machine_id = (select id from machine where code = 'FILL-2') order by starts_at desc limit 40`,
      )
      .all()
      .toReversed();
    const broken = rows.filter(
      (row, index) => index + 1 < rows.length && row.end !== rows[index + 1]!.start,
    );
    expect(broken).toEqual([]);
    expect(rows.some((row) => row.state === "unknown" && row.cause === "engine_stopped")).toBe(
      true,
    );
    const reconstructed = () =>
      raw
        .prepare<[], number>(
          `select coalesce(sum(total), 0) from machine_count where provenance = 'reconstructed'
           and machine_id = (select id from machine where code = 'FILL-2')`,
        )
        .pluck()
        .get();
    await expect.poll(reconstructed, soon).toBeGreaterThan(0);
  } finally {
    raw.close();
  }
});
