import { ensureBundles } from "./bundle.mjs";
import { dataFolderHolder, dataInUseExitCode, dataInUseMessage } from "./data-in-use.mjs";
import { debianPackages, ensureDebianPackages } from "./debian.mjs";
import { startDemoPlant } from "./demo-plant.mjs";
import { ensureElectron } from "./electron.mjs";
import { interruption } from "./interruption.mjs";
import { ensurePackages } from "./packages.mjs";
import { say } from "./say.mjs";
import { parseStartOptions, startUsage } from "./start-options.mjs";
import { startHeadless } from "./start-headless.mjs";
import { startWindow } from "./start-window.mjs";
import { StartedProcesses } from "./started-processes.mjs";

/** `npm start`: installs what is missing, starts the demo plant and opens the window (or serves a browser). */
async function start() {
  const options = parseOptionsOrExplain();
  if (options === undefined) return 2;
  const holder = dataFolderHolder(options.data);
  if (holder !== undefined) {
    say(dataInUseMessage(options.data, holder));
    return dataInUseExitCode;
  }

  const windowed = !options.headless && hasDisplay();
  if (!windowed && !options.headless)
    say("no display here: serving the screens to a browser instead of a window");

  await ensurePackages();
  if (windowed) await ensureDebianPackages(debianPackages.window);
  const electron = windowed ? await ensureElectron() : undefined;
  await ensureBundles(windowed ? ["renderer", "main", "preload"] : ["renderer"]);

  const processes = new StartedProcesses();
  const interrupted = interruption();
  try {
    const demoFolder = await Promise.race([startDemoPlant(processes, options), interrupted]);
    if (demoFolder === undefined) return 0;
    const running =
      electron === undefined
        ? startHeadless(processes, options, demoFolder)
        : startWindow(processes, options, demoFolder, electron);
    return await Promise.race([running, interrupted.then(() => 0)]);
  } finally {
    await processes.stopAll();
    say("everything is stopped");
  }
}

function parseOptionsOrExplain() {
  try {
    return parseStartOptions(process.argv.slice(2), process.env["INIT_CWD"] ?? process.cwd());
  } catch (error) {
    say(`${error instanceof Error ? error.message : error}\n\n${startUsage}`);
    return undefined;
  }
}

function hasDisplay() {
  if (process.platform !== "linux") return true;
  return Boolean(process.env["DISPLAY"] || process.env["WAYLAND_DISPLAY"]);
}

try {
  process.exitCode = await start();
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
