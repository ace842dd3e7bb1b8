import { mkdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import { build, type InlineConfig } from "vite";
import { root } from "./checkout-root.ts";
import { mainBundle } from "./main-bundle.ts";
import { preloadBundle } from "./preload-bundle.ts";
import { rendererBundle } from "./renderer-bundle.ts";
import { isUpToDate, sourceHash, writeStamp } from "./source-hash.ts";

interface Bundle {
  /** What the output is made from; a change in any of these builds it anew. */
  sources: readonly string[];
  config: (outputFolder: string) => InlineConfig;
}

const always = ["package.json", "package-lock.json", "build/bundle", "shared"];
const bundles: Readonly<Record<string, Bundle>> = {
  renderer: {
    sources: [...always, "desktop/renderer", "desktop/preload", "resources"],
    config: rendererBundle,
  },
  main: {
    sources: [...always, "desktop/main", "desktop/page", "desktop/preload", "resources"],
    config: mainBundle,
  },
  preload: { sources: [...always, "desktop/preload"], config: preloadBundle },
};

async function bundle(name: string): Promise<void> {
  const recipe = bundles[name];
  if (recipe === undefined)
    throw new TypeError(`There is no bundle ${name}, only ${Object.keys(bundles).join(", ")}.`);
  const target = path.join(root, "dist", name);
  const hash = await sourceHash(root, recipe.sources);
  if (await isUpToDate(target, hash)) return;

  process.stderr.write(`unison: building ${name}\n`);
  // Built beside the target and swapped in, so that a running app never reads half a bundle.
  const workshop = path.join(root, "dist", `.${name}-${process.pid}`);
  await mkdir(workshop, { recursive: true });
  try {
    await build(recipe.config(workshop));
    await writeStamp(workshop, hash);
    await rm(target, { recursive: true, force: true });
    await rename(workshop, target);
  } finally {
    await rm(workshop, { recursive: true, force: true });
  }
}

for (const name of process.argv.slice(2)) await bundle(name);
