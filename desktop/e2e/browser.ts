import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { chromium, type Browser, type Page } from "playwright-core";
import { checkout } from "#build/launch/checkout.mjs";
import { endChild } from "#build/launch/end-process.mjs";
import { readyLine } from "#build/launch/ready-line.mjs";
import { saveScreenshot } from "./screenshot.ts";

export interface BrowserPlantOptions {
  /** Start without the demo's machines and history. */
  empty: boolean;
  seed?: number;
  speed?: number;
}

/** A plant without a window, seen in Debian's Chromium. */
export interface BrowserPlant {
  browser: Browser;
  page: Page;
  /** Address of the screens with the token of this start. */
  url: string;
  enginePid: number;
  data: string;
  screenshot(name: string): Promise<void>;
  stop(): Promise<void>;
}

/** Below the hook's own limit, so that everything is stopped when it runs out. */
const readyLimitSeconds = 120;

/** Runs `npm start -- --headless` on a fresh data folder and opens its address in a browser. */
export async function openBrowserPlant(options: BrowserPlantOptions): Promise<BrowserPlant> {
  const data = await mkdtemp(path.join(tmpdir(), "unison-e2e-"));
  const args = [path.join(checkout.root, "build/launch/start.mjs"), "--headless", "--data", data];
  if (options.empty) args.push("--empty");
  if (options.seed !== undefined) args.push("--seed", `${options.seed}`);
  if (options.speed !== undefined) args.push("--speed", `${options.speed}`);
  const start = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  const stopPlant = async () => {
    await endChild(start, stopLimitMs);
    await rm(data, { recursive: true, force: true });
  };
  try {
    const { url, pid } = engineOf(await readyLine(start, "headless plant", readyLimitSeconds));
    const browser = await chromium.launch({
      executablePath: "/usr/bin/chromium",
      chromiumSandbox: process.getuid?.() !== 0,
    });
    const page = await browser.newPage({ viewport: { width: 1_360, height: 860 } });
    await page.goto(url);
    return {
      browser,
      page,
      url,
      enginePid: pid,
      data,
      screenshot: (name) => saveScreenshot(page, name),
      stop: async () => {
        await browser.close();
        await stopPlant();
      },
    };
  } catch (error) {
    await stopPlant();
    throw error;
  }
}

/** The launcher itself gives each of its children some seconds. */
const stopLimitMs = 30_000;

function engineOf(ready: Record<string, unknown>): { url: string; pid: number } {
  const { url, engine } = ready;
  if (typeof url !== "string" || typeof engine !== "object" || engine === null) {
    throw new TypeError(`Not a ready line: ${JSON.stringify(ready)}`);
  }
  const pid = "pid" in engine ? engine.pid : undefined;
  if (typeof pid !== "number") throw new TypeError(`No engine pid in ${JSON.stringify(ready)}`);
  return { url, pid };
}
