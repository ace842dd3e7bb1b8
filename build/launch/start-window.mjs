import { checkout } from "./checkout.mjs";
import { node24 } from "./node24.mjs";
import { say } from "./say.mjs";

/** Without a system bus or a graphics card Chromium fills the terminal with harmless errors. */
export const quietChromium = Object.freeze(["--log-level=3"]);

/**
 * Opens the Electron window, which starts and supervises the engine itself, and stays until the
 * person quits.
 * @param {import("./started-processes.mjs").StartedProcesses} processes
 * @param {import("./start-options.mjs").StartOptions} options
 * @param {string} demoFolder what First run may load
 * @param {import("./electron.mjs").ElectronBinary} electron
 * @returns {Promise<number>} exit code
 */
export async function startWindow(processes, options, demoFolder, electron) {
  const args = [...quietChromium, checkout.root];
  if (process.platform === "linux" && process.getuid?.() === 0) {
    say(
      "running as root: Chromium's sandbox is off (--no-sandbox). Start as an ordinary user to have it.",
    );
    args.unshift("--no-sandbox");
  }
  say("opening the window");
  const window = processes.start("window", electron.executable, args, {
    ...process.env,
    ...windowEnvironment({ ...options, loadDemo: !options.empty, demoFolder }),
  });
  window.stdout?.pipe(process.stderr, { end: false });

  const { name, code, signal } = await processes.firstEnding;
  if (name === "window" && code === 0) return 0;
  say(`the ${name} ended by itself (${signal ?? `exit code ${code}`}): stopping the rest`);
  return code !== null && code !== 0 ? code : 1;
}

/**
 * What the window app is told by environment while it runs out of a checkout. A packaged app ignores
 * all of it.
 * @param {{ data: string, port: number | undefined, loadDemo: boolean, demoFolder: string | undefined }} plant
 * @returns {Record<string, string>}
 */
export function windowEnvironment(plant) {
  return {
    UNISON_DATA: plant.data,
    UNISON_NODE: node24(),
    UNISON_ENGINE: checkout.engine,
    ...(plant.demoFolder === undefined ? {} : { UNISON_DEMO: plant.demoFolder }),
    ...(plant.loadDemo ? { UNISON_LOAD_DEMO: "1" } : {}),
    ...(plant.port === undefined ? {} : { UNISON_PORT: `${plant.port}` }),
  };
}
