import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { _electron, type ElectronApplication, type Page } from "playwright-core";
import { quietChromium } from "#build/launch/start-window.mjs";
import type { BenchRun } from "../run/bench-run.ts";

/** Chromium's sandbox needs an ordinary user. */
const sandboxed = process.getuid?.() !== 0;
const limitMs = 60_000;
const quitLimitMs = 15_000;

export interface StartedApp {
  readonly pid: number;
  /** From the start of the process until the page showed what it was waited for. Milliseconds. */
  readonly shownMs: number;
  /** May be called again. */
  quit(): Promise<void>;
}

export interface AppStart {
  readonly executable: string;
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  /** What must be seen. */
  readonly selector: string;
  /** Done as soon as there is a page. */
  readonly prepare?: (page: Page) => Promise<void>;
}

/** Starts an app in Electron and waits until it shows something. */
export async function startApp(run: BenchRun, start: AppStart): Promise<StartedApp> {
  const begun = performance.now();
  const electron = await _electron.launch({
    executablePath: start.executable,
    args: [...quietChromium, start.folder],
    env: definedOnly({ ...process.env, ...start.env }),
    chromiumSandbox: sandboxed,
    timeout: limitMs,
  });
  const child = electron.process();
  const app = { electron, pid: child.pid!, quit: () => quit(electron, child) };
  run.onEnd(app.quit);
  const page = await electron.firstWindow({ timeout: limitMs });
  await start.prepare?.(page);
  await page.locator(start.selector).first().waitFor({ timeout: limitMs });
  return { ...app, shownMs: performance.now() - begun };
}

/** Quits as a person would; one that does not is killed. */
async function quit(electron: ElectronApplication, child: ChildProcess): Promise<void> {
  const isGone = (): boolean => child.exitCode !== null || child.signalCode !== null;
  if (isGone()) return;
  const gone = once(child, "exit");
  const closing = electron.close().catch(() => undefined);
  await Promise.race([Promise.all([closing, gone]), pause(quitLimitMs)]);
  if (!isGone()) child.kill("SIGKILL");
}

const definedOnly = (env: NodeJS.ProcessEnv): Record<string, string> =>
  Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
