import path from "node:path";
import { checkout } from "./checkout.mjs";
import { runCommand } from "./run-command.mjs";
import { say } from "./say.mjs";

/**
 * Runs `npm ci` in a folder that has a package.json and a lock. Install scripts stay off: none of
 * our packages needs one, and what does not run cannot harm.
 * @param {string} folder
 * @param {number} timeLimitSeconds
 * @returns {Promise<number>} npm's exit code
 */
export async function npmCi(folder, timeLimitSeconds) {
  const startedAt = Date.now();
  const heartbeat = setInterval(
    () => say(`… npm ci is still working (${Math.round((Date.now() - startedAt) / 1000)} s)`),
    10_000,
  );
  try {
    const outcome = await runCommand(
      "npm",
      ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
      // On Windows npm is a .cmd file, which only a shell can start.
      {
        cwd: folder,
        env: environmentForNpm(),
        timeLimitSeconds,
        shell: process.platform === "win32",
      },
    );
    return outcome.code;
  } finally {
    clearInterval(heartbeat);
  }
}

/**
 * When we were ourselves started by npm, its variables would tell the inner npm to work on the
 * outer folder, and PATH would offer it a Node out of the node_modules it is about to replace.
 */
function environmentForNpm() {
  const env = { ...process.env };
  for (const name of Object.keys(env)) {
    if (/^npm_(package|lifecycle|command|execpath|node_execpath|config_local_prefix)/.test(name))
      delete env[name];
  }
  const ours = path.join(checkout.modules, ".bin");
  env["PATH"] = (env["PATH"] ?? "")
    .split(path.delimiter)
    .filter((entry) => path.resolve(entry) !== ours)
    .join(path.delimiter);
  return env;
}
