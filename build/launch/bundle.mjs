import path from "node:path";
import { fileURLToPath } from "node:url";
import { checkout } from "./checkout.mjs";
import { node24 } from "./node24.mjs";
import { ensurePackages } from "./packages.mjs";
import { runCommand } from "./run-command.mjs";

export const rendererFolder = path.join(checkout.dist, "renderer");

/** @typedef {"renderer" | "main" | "preload"} BundleName */

/** Tells the commands that a test run or benchmark starts to use the bundles as they are: it may have no right to write them, and they must not change midway. */
const alreadyBuilt = "UNISON_BUNDLES_ARE_BUILT";

/** Builds all bundles now, and never again in this command and what it starts. */
export async function buildBundlesOnce() {
  await ensureBundles(["renderer", "main", "preload"]);
  process.env[alreadyBuilt] = "1";
}

/**
 * Builds the parts of the app whose sources have changed since they were last built.
 * @param {readonly BundleName[]} names
 */
export async function ensureBundles(names) {
  if (process.env[alreadyBuilt] === "1") return;
  const build = await runCommand(
    node24(),
    [path.join(checkout.root, "build/bundle/bundle.ts"), ...names],
    {
      cwd: checkout.root,
      timeLimitSeconds: 300,
    },
  );
  if (build.code !== 0)
    throw new Error(`Building ${names.join(", ")} failed; the messages are above.`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await ensurePackages();
  await ensureBundles(["renderer", "main", "preload"]);
}
