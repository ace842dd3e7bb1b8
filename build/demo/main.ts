import fs from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { format, parseArgs } from "node:util";
import { setDebugLogger, setErrorLogger, setWarningLogger } from "node-opcua";
import { z } from "zod";
import { isoInstant } from "#shared/kernel/instant.ts";
import { freePort } from "../launch/free-port.mjs";
import { controlMessage } from "./control.ts";
import { demoMachines, usualSeed } from "./demo-plant.ts";
import { LivePlant } from "./live-plant.ts";
import { OpcuaLine } from "./opcua-line.ts";
import { demoPlantYaml } from "./plant-config.ts";
import { simulatedClock } from "./simulated-clock.ts";
import { TruthFile } from "./truth-file.ts";
import { usualPort } from "./usual-port.ts";

/**
 * The demo plant as a process; see README.md.
 * `node build/demo/main.ts --truth FILE [--port P] [--link-port P2] [--seed N] [--speed X] [--now ISO] [--config FILE] [--pki DIR]`
 */
const tickMs = 100;

const log = (text: string): void => console.error(`demo plant: ${text}`);

const { values } = parseArgs({
  options: {
    truth: { type: "string" },
    port: { type: "string" },
    "link-port": { type: "string" },
    seed: { type: "string" },
    speed: { type: "string" },
    now: { type: "string" },
    config: { type: "string" },
    pki: { type: "string" },
  },
});

/** 0 = any free one. */
const port = z.coerce.number().int().min(0).max(65_535);
const wished = z
  .object({
    truth: z.string().min(1),
    port: port.default(usualPort),
    "link-port": port.optional(),
    seed: z.coerce.number().int().min(0).default(usualSeed),
    speed: z.coerce.number().min(1).max(1_000).default(1),
    now: isoInstant.optional(),
    config: z.string().min(1).optional(),
    pki: z.string().min(1).optional(),
  })
  .safeParse(values);

if (!wished.success) {
  console.error(z.prettifyError(wished.error));
  process.exit(2);
}
const options = wished.data;

// Standard output is for the ready line alone.
for (const setLogger of [setDebugLogger, setWarningLogger, setErrorLogger]) {
  setLogger((...parts: unknown[]) => log(format(...parts)));
}

const linePort = options.port === 0 ? await freePort([]) : options.port;
const linkPort =
  options["link-port"] === undefined || options["link-port"] === 0
    ? await freePort([linePort + 1])
    : options["link-port"];

fs.mkdirSync(path.dirname(path.resolve(options.truth)), { recursive: true });
const truth = new TruthFile(options.truth);
const pki = options.pki ?? path.join(path.dirname(path.resolve(options.truth)), "demo-pki");
const line = (name: string, connection: string, at: number) =>
  new OpcuaLine({
    name,
    port: at,
    machines: demoMachines.filter((machine) => machine.connection === connection),
    pkiFolder: path.join(pki, name),
  });
const lines = {
  "OPC-LINE-1": line("line-1", "OPC-LINE-1", linePort),
  "OPC-LINE-2": line("line-2", "OPC-LINE-2", linkPort),
};
const endpoints = {
  "OPC-LINE-1": lines["OPC-LINE-1"].endpoint,
  "OPC-LINE-2": lines["OPC-LINE-2"].endpoint,
};
if (options.config !== undefined)
  fs.writeFileSync(options.config, demoPlantYaml(endpoints, { speed: options.speed }));

const wallStart = Date.now();
const plant = new LivePlant({
  seed: options.seed,
  clock: simulatedClock(wallStart, options.now ?? wallStart, options.speed),
  wallClock: Date.now,
  lines,
  writeTruth: (record) => truth.write(record),
});

const fail = (error: unknown): never => {
  log(error instanceof Error ? (error.stack ?? error.message) : String(error));
  truth.flush();
  process.exit(1);
};

await plant.start().catch(fail);
const ticks = setInterval(() => {
  plant.tick().catch(fail);
  truth.flush();
}, tickMs);

const stop = async (): Promise<void> => {
  clearInterval(ticks);
  await plant.stop();
  truth.close();
  process.exit(0);
};
const stopOnce = (() => {
  let stopping: Promise<void> | undefined;
  return () => {
    stopping ??= stop().catch(fail);
  };
})();
process.on("SIGTERM", stopOnce);
process.on("SIGINT", stopOnce);

const control = (message: unknown): void => {
  const parsed = controlMessage.safeParse(message);
  if (!parsed.success) {
    log(`not a control message: ${z.prettifyError(parsed.error)}`);
    return;
  }
  try {
    plant.control(parsed.data);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    log(error.message);
  }
};
process.on("message", control);
const stdin = createInterface({ input: process.stdin });
stdin.on("line", (text) => {
  if (text.trim() !== "") control(parseJson(text));
});
stdin.on("close", () => {
  if (process.env["UNISON_PARENT"] === "1") stopOnce();
});

console.log(
  JSON.stringify({
    ready: true,
    endpoint: endpoints["OPC-LINE-1"],
    linkEndpoint: endpoints["OPC-LINE-2"],
    pid: process.pid,
  }),
);

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
