import fs from "node:fs";
import path from "node:path";
import { checkout } from "./checkout.mjs";
import { freePort } from "./free-port.mjs";
import { node24 } from "./node24.mjs";
import { readyLine } from "./ready-line.mjs";
import { say } from "./say.mjs";

const usualPort = 48_400;

/**
 * Starts the demo plant, a separate process that is a real OPC UA server. The plant's configuration
 * names its address, so it gets the same port every time as long as that is free.
 * @param {import("./started-processes.mjs").StartedProcesses} processes
 * @param {import("./start-options.mjs").StartOptions} options
 * @returns {Promise<string>} its endpoint, `opc.tcp://127.0.0.1:PORT…`
 */
export async function startDemoPlant(processes, options) {
  fs.mkdirSync(options.data, { recursive: true });
  const portFile = path.join(options.data, "demo-port");
  const remembered = rememberedPort(portFile);
  const port = await freePort([...remembered, usualPort]);
  if (remembered.length === 0) fs.writeFileSync(portFile, `${port}\n`);

  const args = [
    checkout.demoPlant,
    "--port",
    `${port}`,
    "--truth",
    path.join(options.data, "demo-truth.jsonl"),
  ];
  if (options.seed !== undefined) args.push("--seed", `${options.seed}`);
  if (options.speed !== undefined) args.push("--speed", `${options.speed}`);
  say("starting the demo plant");
  const demo = processes.start("demo plant", node24(), args, process.env);
  const { endpoint } = await readyLine(demo, "demo plant", 120);
  if (typeof endpoint !== "string") throw new Error("The demo plant did not say where it listens.");
  say(`the demo plant serves OPC UA at ${endpoint}`);
  return endpoint;
}

/** @param {string} portFile */
function rememberedPort(portFile) {
  try {
    const port = Number(fs.readFileSync(portFile, "utf8"));
    return Number.isInteger(port) && port > 0 && port < 65_536 ? [port] : [];
  } catch {
    return [];
  }
}
