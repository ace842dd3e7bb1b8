import { spawn } from "node:child_process";
import { endChild } from "./end-process.mjs";
import { checkout } from "./checkout.mjs";

/**
 * @typedef {object} Ending
 * @property {string} name which of the processes ended
 * @property {number | null} code
 * @property {NodeJS.Signals | null} signal
 */

/**
 * The processes that one command has started. Knows which of them ended first, and stops the rest
 * in the reverse of the order in which they were started, each by its own pid.
 */
export class StartedProcesses {
  /** @type {{ name: string, child: import("node:child_process").ChildProcess }[]} */
  #started = [];
  /** @type {(ending: Ending) => void} */
  #reportEnding = () => {};
  /** Resolves when the first of them ends, whatever the reason. */
  firstEnding = new Promise((/** @type {(ending: Ending) => void} */ resolve) => {
    this.#reportEnding = resolve;
  });

  /**
   * Each child leads a process group of its own, so that Ctrl-C reaches only us and we decide who
   * stops when. Its stdin is a pipe: should we be killed outright, it sees the pipe close and stops.
   * @param {string} name
   * @param {string} file
   * @param {readonly string[]} args
   * @param {NodeJS.ProcessEnv} env
   */
  start(name, file, args, env) {
    const child = spawn(file, args, {
      cwd: checkout.root,
      env: { ...env, UNISON_PARENT: "1" },
      detached: true,
      stdio: ["pipe", "pipe", 2],
    });
    this.#started.push({ name, child });
    child.once("error", () => this.#reportEnding({ name, code: 127, signal: null }));
    child.once("exit", (code, signal) => this.#reportEnding({ name, code, signal }));
    return child;
  }

  /**
   * A process by the name it was started under, for a test that has to talk to it.
   * @param {string} name
   */
  named(name) {
    return this.#started.find((process) => process.name === name)?.child;
  }

  /** Stops all of them, last started first. */
  async stopAll() {
    // From now on an end is what we asked for, and no news.
    this.#reportEnding = () => {};
    for (const { child } of [...this.#started].reverse()) await endChild(child);
  }
}
