import { spawn } from "node:child_process";
import { endProcessGroup } from "./end-process.mjs";

/**
 * @typedef {object} CommandOutcome
 * @property {number} code exit code; 124 when the time limit ended it, 127 when it could not be started
 * @property {boolean} timedOut
 * @property {string} output what it wrote on stdout, when `capture` was asked for
 */

/**
 * Runs a command to its end in a process group of its own, so that a time limit or an interrupt
 * also ends whatever the command started. Its output goes to our stderr unless captured.
 * @param {string} file
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, timeLimitSeconds: number, capture?: boolean, quiet?: boolean, shell?: boolean }} options
 * @returns {Promise<CommandOutcome>}
 */
export function runCommand(file, args, options) {
  return new Promise((resolve) => {
    const child = spawn(file, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      detached: true,
      shell: options.shell ?? false,
      stdio: [
        "ignore",
        options.capture ? "pipe" : options.quiet ? "ignore" : 2,
        options.quiet ? "ignore" : 2,
      ],
    });
    let output = "";
    let timedOut = false;
    child.stdout?.setEncoding("utf8").on("data", (text) => {
      output += text;
    });
    const timer = setTimeout(() => {
      timedOut = true;
      if (child.pid !== undefined) void endProcessGroup(child.pid);
    }, options.timeLimitSeconds * 1000);
    const stopEarly = () => {
      if (child.pid !== undefined) void endProcessGroup(child.pid);
    };
    const signals = /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]);
    for (const signal of signals) process.once(signal, stopEarly);
    /** @param {number} code */
    const finish = (code) => {
      clearTimeout(timer);
      for (const signal of signals) process.removeListener(signal, stopEarly);
      resolve({ code: timedOut ? 124 : code, timedOut, output });
    };
    child.on("error", () => finish(127));
    child.on("close", (code, signal) => finish(code ?? (signal === "SIGINT" ? 130 : 143)));
  });
}
