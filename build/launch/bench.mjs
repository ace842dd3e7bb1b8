import fs from "node:fs";
import path from "node:path";
import { buildBundlesOnce } from "./bundle.mjs";
import { checkout } from "./checkout.mjs";
import { debianPackages, ensureDebianPackages } from "./debian.mjs";
import { ensureElectron } from "./electron.mjs";
import { node24 } from "./node24.mjs";
import { ensurePackages } from "./packages.mjs";
import { say } from "./say.mjs";
import { StartedProcesses } from "./started-processes.mjs";

/**
 * `npm run bench -- NAME [arguments]`: runs build/bench/NAME.ts. Its last line on stdout is one JSON
 * object. A benchmark that opens windows says so in its first lines: `// needs: electron`.
 */
async function bench() {
  const [name, ...args] = process.argv.slice(2);
  const known = benchNames();
  if (name === undefined || !known.includes(name)) {
    say(
      `which benchmark? npm run bench -- NAME, with NAME one of: ${known.join(", ") || "(none yet)"}`,
    );
    return 2;
  }
  await ensurePackages();
  const script = path.join(checkout.root, "build/bench", `${name}.ts`);
  const run = [node24(), script, ...args];
  if (/^\/\/ needs: electron$/m.test(fs.readFileSync(script, "utf8").slice(0, 1_000))) {
    await ensureDebianPackages(debianPackages.tests);
    await ensureElectron();
    await buildBundlesOnce();
    if (process.platform === "linux") run.unshift("xvfb-run", "-a", "-s", "-screen 0 1440x900x24");
  }
  return runToEnd(run);
}

function benchNames() {
  return fs
    .readdirSync(path.join(checkout.root, "build/bench"))
    .filter((file) => /^[a-z-]+\.ts$/.test(file))
    .map((file) => path.basename(file, ".ts"));
}

/**
 * @param {readonly string[]} command
 * @returns {Promise<number>} exit code
 */
async function runToEnd([file = "", ...args]) {
  const processes = new StartedProcesses();
  const child = processes.start("benchmark", file, args, process.env);
  child.stdout?.pipe(process.stdout, { end: false });
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
    process.on(signal, () => void processes.stopAll());
  }
  // "close", not "exit": the last line may still be in the pipe.
  return new Promise((resolve) => child.once("close", (code) => resolve(code ?? 1)));
}

try {
  process.exitCode = await bench();
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
