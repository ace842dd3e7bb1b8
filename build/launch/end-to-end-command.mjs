import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { checkout } from "./checkout.mjs";
import { node24 } from "./node24.mjs";
import { runCommand } from "./run-command.mjs";
import { say } from "./say.mjs";

/** User and group `nobody` on Debian: owns nothing, so that Chromium's sandbox is the real one. */
const nobody = "65534";
const asNobody = Object.freeze([`--reuid=${nobody}`, `--regid=${nobody}`, "--clear-groups"]);

/**
 * How to run the end-to-end tests: under a virtual display where there is none to rely on, and, when
 * we are root, as an unprivileged user, since root has no Chromium sandbox to test.
 * @param {readonly string[]} vitest script and arguments for Node
 * @param {string} reports folder that the run writes its report to
 * @returns {Promise<{ file: string, args: string[], env: NodeJS.ProcessEnv }>}
 */
export async function endToEndCommand(vitest, reports) {
  const env = { ...process.env };
  const run = [node24(), ...vitest];
  if (process.platform !== "linux") return { file: run[0] ?? "", args: run.slice(1), env };

  const underDisplay = ["xvfb-run", "-a", "-s", "-screen 0 1440x900x24", ...run];
  if (process.getuid?.() !== 0) return { file: "xvfb-run", args: underDisplay.slice(1), env };

  const obstacle = await obstacleForNobody();
  if (obstacle !== undefined) {
    say("#".repeat(78));
    say(`the end-to-end tests run as ROOT and WITHOUT Chromium's sandbox: ${obstacle}.`);
    say("What they prove about the sandbox is therefore less than it should be.");
    say("#".repeat(78));
    return { file: "xvfb-run", args: underDisplay.slice(1), env };
  }

  say("running as root: the end-to-end tests run as user 65534, with Chromium's real sandbox");
  const home = fs.mkdtempSync(path.join(os.tmpdir(), "unison-e2e-home-"));
  const screenshots = path.join(checkout.testResults, "e2e");
  fs.mkdirSync(screenshots, { recursive: true });
  for (const folder of [home, reports, screenshots])
    fs.chownSync(folder, Number(nobody), Number(nobody));
  return {
    file: "setpriv",
    args: [...asNobody, ...underDisplay],
    env: {
      ...withoutPersonalFolders(env),
      HOME: home,
      TMPDIR: home,
      UNISON_TEST_CACHE: path.join(home, "vite"),
    },
  };
}

/**
 * Whether that user can read what it needs, and whether the kernel lets it make the namespaces that
 * Chromium's sandbox is made of.
 * @returns {Promise<string | undefined>} what is in the way
 */
async function obstacleForNobody() {
  const needed = [
    path.join(checkout.root, "package.json"),
    path.join(checkout.dist, "renderer"),
    node24(),
  ];
  for (const file of needed) {
    const readable = await runCommand("setpriv", [...asNobody, "test", "-r", file], {
      timeLimitSeconds: 20,
      quiet: true,
    });
    if (readable.code !== 0) return `user 65534 cannot read ${file}`;
  }
  const namespaces = await runCommand(
    "setpriv",
    [...asNobody, "unshare", "--user", "--pid", "--fork", "true"],
    {
      timeLimitSeconds: 20,
      quiet: true,
    },
  );
  return namespaces.code === 0 ? undefined : "this kernel gives ordinary users no namespaces";
}

/**
 * Root's own folders would be offered to a user who may not write there.
 * @param {NodeJS.ProcessEnv} env
 */
function withoutPersonalFolders(env) {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/^(XDG_|npm_)/.test(name)));
}
