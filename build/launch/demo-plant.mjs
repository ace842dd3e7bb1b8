import fs from "node:fs";
import path from "node:path";
import { checkout } from "./checkout.mjs";
import { freePort } from "./free-port.mjs";
import { node24 } from "./node24.mjs";
import { readyLine } from "./ready-line.mjs";
import { runCommand } from "./run-command.mjs";
import { say } from "./say.mjs";

/** Where the demo plant listens when nobody else does; its second server has the next port. */
const usualPort = 48_400;

/** @typedef {{ port: number, linkPort: number }} DemoPorts */

/**
 * Starts the demo plant, a separate process with two real OPC UA servers, and prepares what First run
 * may load: the configuration of its machines and the recording of their past.
 * @param {import("./started-processes.mjs").StartedProcesses} processes
 * @param {Pick<import("./start-options.mjs").StartOptions, "data" | "seed" | "speed">} options
 * @returns {Promise<string>} folder of what may be loaded
 */
export async function startDemoPlant(processes, options) {
  const folder = path.join(options.data, "demo");
  fs.mkdirSync(folder, { recursive: true });
  const liveConfig = path.join(folder, "live.yaml");
  const wished = await portsToUse(path.join(folder, "ports.json"));
  const seed = options.seed === undefined ? [] : ["--seed", `${options.seed}`];
  const speed = options.speed === undefined ? [] : ["--speed", `${options.speed}`];

  say("starting the demo plant");
  const demo = processes.start(
    "demo plant",
    node24(),
    [
      checkout.demoPlant,
      ...portArguments(wished),
      "--truth",
      path.join(options.data, "demo-truth.ndjson"),
      "--config",
      liveConfig,
      ...seed,
      ...speed,
    ],
    process.env,
  );
  const ports = portsOf(await readyLine(demo, "demo plant", 120));
  say(`the demo plant serves OPC UA on ports ${ports.port} and ${ports.linkPort} of 127.0.0.1`);

  if (!fs.existsSync(path.join(options.data, "business.sqlite"))) {
    await recordPast(folder, [...portArguments(ports), ...seed]);
    // Ideal cycles are shorter in a demo that runs faster.
    if (options.speed !== undefined && options.speed !== 1) {
      fs.copyFileSync(liveConfig, path.join(folder, "plant.yaml"));
      say(
        "the demo's history was recorded at normal speed: only what happens from now on is faster",
      );
    }
  }
  return folder;
}

/**
 * @param {string} folder
 * @param {readonly string[]} args
 */
async function recordPast(folder, args) {
  say("recording two weeks of the demo plant's past");
  const history = path.join(path.dirname(checkout.demoPlant), "history.ts");
  const { code } = await runCommand(
    node24(),
    [history, "--out", folder, "--until", new Date().toISOString(), ...args],
    { timeLimitSeconds: 180 },
  );
  if (code !== 0) throw new Error(`The demo's past could not be recorded (exit code ${code}).`);
}

/**
 * The plant's configuration names the demo's addresses, so it gets the same ports every time.
 * @param {string} portsFile
 * @returns {Promise<DemoPorts>}
 */
async function portsToUse(portsFile) {
  const remembered = readPorts(portsFile);
  if (remembered !== undefined) {
    const port = await freePort([remembered.port]);
    const linkPort = await freePort([remembered.linkPort]);
    if (port !== remembered.port || linkPort !== remembered.linkPort) {
      say(
        `ports ${remembered.port} and ${remembered.linkPort} are not both free: the demo's machines will show as offline`,
      );
    }
    return { port, linkPort };
  }
  const port = await freePort([usualPort]);
  const ports = { port, linkPort: await freePort([port + 1]) };
  fs.writeFileSync(portsFile, `${JSON.stringify(ports)}\n`);
  return ports;
}

/**
 * @param {string} portsFile
 * @returns {DemoPorts | undefined}
 */
function readPorts(portsFile) {
  try {
    const { port, linkPort } = JSON.parse(fs.readFileSync(portsFile, "utf8"));
    return [port, linkPort].every(
      (number) => Number.isInteger(number) && number > 0 && number < 65_536,
    )
      ? { port, linkPort }
      : undefined;
  } catch {
    return undefined;
  }
}

/** @param {DemoPorts} ports */
function portArguments({ port, linkPort }) {
  return ["--port", `${port}`, "--link-port", `${linkPort}`];
}

/**
 * @param {Record<string, unknown>} ready
 * @returns {DemoPorts}
 */
function portsOf(ready) {
  const [port, linkPort] = [ready["endpoint"], ready["linkEndpoint"]].map((endpoint) =>
    Number(/^opc\.tcp:\/\/127\.0\.0\.1:(\d+)/.exec(String(endpoint))?.[1]),
  );
  if (!port || !linkPort) throw new Error("The demo plant did not say where it listens.");
  return { port, linkPort };
}
