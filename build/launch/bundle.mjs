import path from "node:path";
import { fileURLToPath } from "node:url";
import { checkout } from "./checkout.mjs";
import { node24 } from "./node24.mjs";
import { ensurePackages } from "./packages.mjs";
import { runCommand } from "./run-command.mjs";

export const rendererFolder = path.join(checkout.dist, "renderer");

/** @typedef {"renderer" | "main" | "preload"} BundleName */

/**
 * Builds the parts of the app whose sources have changed since they were last built.
 * @param {readonly BundleName[]} names
 */
export async function ensureBundles(names) {
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
