import readline from "node:readline";

/**
 * Waits for the one JSON line by which a process of ours says that it can be used. Whatever else it
 * writes on stdout goes to our stderr, before and after.
 * @param {import("node:child_process").ChildProcess} child
 * @param {string} name for messages
 * @param {number} timeLimitSeconds
 * @returns {Promise<Record<string, unknown>>}
 * @throws when it ends first, or stays silent for too long
 */
export function readyLine(child, name, timeLimitSeconds) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`The ${name} did not become ready within ${timeLimitSeconds} s.`)),
      timeLimitSeconds * 1000,
    );
    child.once("exit", (code, signal) => {
      clearTimeout(timer);
      reject(
        new Error(`The ${name} ended before it was ready (${signal ?? `exit code ${code}`}).`),
      );
    });
    if (child.stdout === null)
      throw new TypeError(`The ${name} was started without a pipe for its output.`);
    readline.createInterface({ input: child.stdout }).on("line", (line) => {
      const ready = parseReady(line);
      if (ready === undefined) {
        process.stderr.write(`${line}\n`);
        return;
      }
      clearTimeout(timer);
      resolve(ready);
    });
  });
}

/**
 * @param {string} line
 * @returns {Record<string, unknown> | undefined}
 */
function parseReady(line) {
  if (!line.startsWith("{")) return undefined;
  try {
    const value = JSON.parse(line);
    return value.ready === true ? value : undefined;
  } catch {
    return undefined;
  }
}
