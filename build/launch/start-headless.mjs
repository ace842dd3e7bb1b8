import { checkout } from "./checkout.mjs";
import { dataFolderHolder, dataInUseExitCode, dataInUseMessage } from "./data-in-use.mjs";
import { rendererFolder } from "./bundle.mjs";
import { node24 } from "./node24.mjs";
import { readyLine } from "./ready-line.mjs";
import { say } from "./say.mjs";

/**
 * Starts the engine without a window, prints the one ready line on stdout and stays until something
 * ends.
 * @param {import("./started-processes.mjs").StartedProcesses} processes
 * @param {import("./start-options.mjs").StartOptions} options
 * @param {string} demoFolder what First run may load
 * @returns {Promise<number>} exit code
 */
export async function startHeadless(processes, options, demoFolder) {
  const args = [checkout.engine, "serve", "--data", options.data, "--page", rendererFolder];
  args.push("--demo", demoFolder);
  if (!options.empty) args.push("--load-demo");
  if (options.port !== undefined) args.push("--port", `${options.port}`);

  say("starting the engine");
  const engine = processes.start("engine", node24(), args, process.env);
  const ending = processes.firstEnding;
  const ready = await Promise.race([
    readyLine(engine, "engine", 600).catch(() => undefined),
    ending.then(() => undefined),
  ]);
  if (ready !== undefined) {
    process.stdout.write(
      `${JSON.stringify({ ready: true, url: ready["url"], engine: { pid: ready["pid"] } })}\n`,
    );
  }

  const { name, code, signal } = await ending;
  if (name === "engine" && code === dataInUseExitCode) {
    const holder = dataFolderHolder(options.data);
    if (holder !== undefined) say(dataInUseMessage(options.data, holder));
    return dataInUseExitCode;
  }
  say(`the ${name} ended by itself (${signal ?? `exit code ${code}`}): stopping the rest`);
  return code !== null && code !== 0 ? code : 1;
}
