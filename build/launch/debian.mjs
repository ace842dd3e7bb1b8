import fs from "node:fs";
import { runCommand } from "./run-command.mjs";
import { say } from "./say.mjs";

/** What Electron links against, a font, and unzip for the fallback Electron. */
const forElectron = Object.freeze([
  "libgtk-3-0",
  "libnss3",
  "libasound2",
  "libgbm1",
  "libatk-bridge2.0-0",
  "libcups2",
  "libdrm2",
  "libxkbcommon0",
  "libxcomposite1",
  "libxdamage1",
  "libxrandr2",
  "fonts-dejavu-core",
  "unzip",
]);

/** Which Debian packages a purpose needs beyond a bare image. */
export const debianPackages = Object.freeze({
  /** A window on a real display. */
  window: forElectron,
  /** A virtual display, a browser, pseudo-terminals, the serial port list, a Modbus server. */
  tests: Object.freeze([
    ...forElectron,
    "xvfb",
    "xauth",
    "udev",
    "socat",
    "chromium",
    // An independent Modbus server, for serial lines too.
    "python3-pymodbus",
    "python3-serial-asyncio",
  ]),
});

/**
 * Makes sure that Debian packages are installed: installs the missing ones as root or through
 * password-less sudo, and otherwise says which line to run. Anywhere but on Debian it does nothing:
 * there the person's own system supplies these libraries.
 * @param {readonly string[]} wanted
 * @returns {Promise<boolean>} whether all of them are there now
 */
export async function ensureDebianPackages(wanted) {
  if (!isDebian()) return true;
  const missing = await missingPackages(wanted);
  if (missing.length === 0) return true;

  const administrator = await administratorPrefix();
  const install = `apt-get install -y --no-install-recommends ${missing.join(" ")}`;
  if (administrator === undefined) {
    say(`Debian packages are missing. Please run: sudo ${install}`);
    return false;
  }
  say(`installing Debian packages: ${missing.join(" ")}`);
  await apt(administrator, ["update"], 300);
  await apt(administrator, ["install", "-y", "--no-install-recommends", ...missing], 1_200);
  const stillMissing = await missingPackages(missing);
  if (stillMissing.length === 0) return true;
  say(
    `Debian packages could not be installed: ${stillMissing.join(" ")}. Please run: sudo ${install}`,
  );
  return false;
}

function isDebian() {
  return process.platform === "linux" && fs.existsSync("/usr/bin/dpkg-query");
}

/**
 * @param {readonly string[]} wanted
 * @returns {Promise<string[]>}
 */
async function missingPackages(wanted) {
  const { output } = await runCommand(
    "dpkg-query",
    ["--show", "--showformat", "${Package} ${db:Status-Status}\\n", ...wanted],
    { timeLimitSeconds: 30, capture: true, quiet: true },
  );
  const installed = new Set(
    output
      .split("\n")
      .filter((line) => line.endsWith(" installed"))
      .map((line) => line.split(" ")[0]),
  );
  return wanted.filter((name) => !installed.has(name));
}

/** @returns {Promise<readonly string[] | undefined>} how to become root, or undefined when we may not */
async function administratorPrefix() {
  if (process.getuid?.() === 0) return [];
  const sudo = await runCommand("sudo", ["-n", "true"], { timeLimitSeconds: 20, quiet: true });
  return sudo.code === 0 ? ["sudo", "-n"] : undefined;
}

/**
 * @param {readonly string[]} administrator
 * @param {readonly string[]} args
 * @param {number} timeLimitSeconds
 */
async function apt(administrator, args, timeLimitSeconds) {
  // Another apt may be at work (a fresh machine often updates itself): wait for its lock.
  const words = [...administrator, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"];
  const [file = "env", ...rest] = [...words, "-o", "DPkg::Lock::Timeout=400", "-q", ...args];
  await runCommand(file, rest, { timeLimitSeconds });
}
