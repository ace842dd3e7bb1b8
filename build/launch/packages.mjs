import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { checkout } from "./checkout.mjs";
import { npmCi } from "./npm.mjs";
import { say } from "./say.mjs";

const lockFile = path.join(checkout.root, "package-lock.json");
/** Lies inside node_modules, so that whoever deletes or replaces node_modules also removes the stamp. */
const stampFile = path.join(checkout.modules, ".unison-lock-sha256");

/** Installs the npm packages of package-lock.json, unless exactly these are installed already. */
export async function ensurePackages() {
  const wanted = lockHash();
  if (installedHash() === wanted) return;
  say(
    fs.existsSync(checkout.modules)
      ? "the installed npm packages do not match package-lock.json: running npm ci (about a minute)"
      : "installing the npm packages: running npm ci (about a minute)",
  );
  const code = await npmCi(checkout.root, 900);
  if (code !== 0) {
    throw new Error(
      `npm ci failed with exit code ${code}. Its messages are above; run "npm ci" in ${checkout.root} to see more.`,
    );
  }
  fs.writeFileSync(stampFile, `${wanted}\n`);
  say("npm packages are installed");
}

function lockHash() {
  return createHash("sha256").update(fs.readFileSync(lockFile)).digest("hex");
}

function installedHash() {
  try {
    return fs.readFileSync(stampFile, "utf8").trim();
  } catch {
    return undefined;
  }
}
