import path from "node:path";
import { parseArgs } from "node:util";
import { checkout } from "./checkout.mjs";

export const startUsage = `npm start -- [options]
  --headless     no window: serve the screens to a browser on this machine
  --empty        start without the demo's machines and history
  --data DIR     data folder of the plant (default: .unison/demo in this checkout)
  --port N       port of the engine on 127.0.0.1 (default: a free one)
  --seed N       seed of the demo plant's schedule
  --speed X      how fast the demo plant's clock runs (default: 1)`;

/**
 * @typedef {object} StartOptions
 * @property {boolean} headless
 * @property {boolean} empty
 * @property {string} data absolute path
 * @property {number | undefined} port
 * @property {number | undefined} seed
 * @property {number | undefined} speed
 */

/**
 * @param {readonly string[]} args what follows `npm start --`
 * @param {string} workingFolder folder that relative paths refer to
 * @returns {StartOptions}
 * @throws TypeError with a message for the person at the terminal
 */
export function parseStartOptions(args, workingFolder) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      headless: { type: "boolean", default: false },
      empty: { type: "boolean", default: false },
      data: { type: "string" },
      port: { type: "string" },
      seed: { type: "string" },
      speed: { type: "string" },
    },
  });
  return {
    headless: values.headless ?? false,
    empty: values.empty ?? false,
    data: values.data === undefined ? checkout.demoData : path.resolve(workingFolder, values.data),
    port: numberOption(
      "--port",
      values.port,
      (port) => Number.isInteger(port) && port > 0 && port < 65_536,
    ),
    seed: numberOption("--seed", values.seed, (seed) => Number.isSafeInteger(seed) && seed >= 0),
    speed: numberOption("--speed", values.speed, (speed) => speed > 0 && speed <= 10_000),
  };
}

/**
 * @param {string} name
 * @param {string | undefined} text
 * @param {(value: number) => boolean} allowed
 */
function numberOption(name, text, allowed) {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() === "" || !allowed(value))
    throw new TypeError(`${name} cannot be ${JSON.stringify(text)}.`);
  return value;
}
