// needs: electron
/** `npm run bench -- board`: 200 tiles that all change four times a second, in real Chromium. See README.md. */
import { existsSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { chromium, type Page } from "playwright-core";
import { z } from "zod";
import { ensureBundles } from "#build/launch/bundle.mjs";
import { openBoardEngine } from "./board/board-engine.ts";
import { Measured, rounded } from "./figures/percentile.ts";
import { benchOptions, wholeNumber } from "./run/bench-options.ts";
import { runBench, type BenchRun } from "./run/bench-run.ts";

const options = benchOptions({
  seconds: wholeNumber(1, 300, 20),
  tiles: wholeNumber(1, 1_000, 200),
  seed: wholeNumber(0, 1_000_000, 1),
  /** Where to save what the page shows, to see that the right thing is measured. */
  screenshot: z.string().optional(),
});

const updateMs = 250;
const warmUpMs = 5_000;
/** A frame that took longer than two of 60 Hz was missed by a screen. Milliseconds. */
const missedMs = 34;

// Of the page, where the functions given to `evaluate` run.
declare const requestAnimationFrame: (draw: (at: number) => void) => void;
declare const document: {
  createElement(name: "canvas"): { getContext(kind: "webgl"): GraphicsNames | null };
};
interface GraphicsNames {
  getExtension(name: "WEBGL_debug_renderer_info"): { UNMASKED_RENDERER_WEBGL: number } | null;
  getParameter(name: number): unknown;
}

/** Times between frames as the page itself sees them, requestAnimationFrame to requestAnimationFrame. */
const frameTimes = (page: Page, forMs: number): Promise<number[]> =>
  page.evaluate(
    (limit) =>
      new Promise<number[]>((resolve) => {
        const times: number[] = [];
        let first: number | undefined;
        let before = 0;
        const frame = (at: number): void => {
          if (first === undefined) first = at;
          else times.push(at - before);
          before = at;
          if (at - first < limit) requestAnimationFrame(frame);
          else resolve(times);
        };
        requestAnimationFrame(frame);
      }),
    forMs,
  );

/** Name of the graphics card that draws, as its driver gives it. */
const graphics = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const gl = document.createElement("canvas").getContext("webgl");
    const names = gl?.getExtension("WEBGL_debug_renderer_info");
    return gl && names ? String(gl.getParameter(names.UNMASKED_RENDERER_WEBGL)) : "no WebGL";
  });

async function board(run: BenchRun): Promise<Record<string, number | string>> {
  await ensureBundles(["renderer"]);
  const { tiles, seed } = options;
  const engine = await openBoardEngine(run, { tiles, seed, updateMs });
  // Without a graphics card Chromium would imitate one in software, which is slower than to draw at once.
  const hasCard = existsSync("/dev/dri");
  const browser = await chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: hasCard ? [] : ["--disable-gpu"],
    chromiumSandbox: process.getuid?.() !== 0,
  });
  run.onEnd(() => browser.close());
  const page = await browser.newPage({ viewport: { width: 1_920, height: 1_080 } });
  await page.addInitScript(() =>
    sessionStorage.setItem("unison.session", "of-the-board-benchmark"),
  );
  await page.goto(engine.url);
  await page
    .locator("[data-machine]")
    .nth(tiles - 1)
    .waitFor({ timeout: 30_000 });
  const drawnBy = hasCard ? await graphics(page) : "software rendering, no graphics card";
  const renderer = `Chromium ${browser.version()} headless, ${drawnBy}`;
  run.tell(`${await page.locator("[data-machine]").count()} tiles, drawn by ${renderer}`);
  await pause(warmUpMs);

  const updatesBefore = engine.updates();
  const frames = new Measured();
  let missed = 0;
  for (const time of await frameTimes(page, options.seconds * 1_000)) {
    frames.add(time);
    if (time > missedMs) missed += 1;
  }
  const updates = engine.updates() - updatesBefore;
  run.tell(
    `${frames.count} frames in ${options.seconds} s (${rounded(frames.count / options.seconds)} a second), ` +
      `${missed} of them over ${missedMs} ms, median ${rounded(frames.percentile(0.5))} ms; ` +
      `${rounded(updates / options.seconds, 2)} updates a second`,
  );
  if (options.screenshot !== undefined) await page.screenshot({ path: options.screenshot });
  return {
    tiles,
    worstFrameMs: rounded(frames.worst),
    p99FrameMs: rounded(frames.percentile(0.99)),
    renderer,
  };
}

await runBench({ name: "board", limitSeconds: options.seconds + 420, measure: board });
