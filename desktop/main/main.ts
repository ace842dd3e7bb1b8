import { app, protocol } from "electron";
import path from "node:path";
import { appSchemeDeclaration } from "./app-protocol.ts";
import { deepLinkIn, deepLinkScheme } from "./deep-link.ts";
import { launchParameters } from "./launch-parameters.ts";
import { openExternally } from "./open-externally.ts";
import { PlantApp } from "./plant-app.ts";
import { guardAllContents, requireSandbox } from "./security.ts";
import { claimSingleInstance } from "./single-instance.ts";

// No top-level await here: Electron becomes ready only after this module has run to its end.
const parameters = launchParameters(
  process.env,
  app.isPackaged
    ? {
        resources: process.resourcesPath,
        userData: app.getPath("userData"),
        platform: process.platform,
      }
    : undefined,
);
// Out of a checkout each data folder has a window app, and so a single-instance lock, of its own.
if (app.isPackaged) app.setAsDefaultProtocolClient(deepLinkScheme);
else app.setPath("userData", path.join(parameters.dataFolder, "window"));

protocol.registerSchemesAsPrivileged([appSchemeDeclaration]);
requireSandbox(app, process.getuid?.());
guardAllContents(app, openExternally);

const plant = new PlantApp(parameters);
if (claimSingleInstance(app, (route) => plant.comeBack(route))) {
  app
    .whenReady()
    .then(() => plant.open(deepLinkIn(process.argv)))
    .catch((error: unknown) => {
      process.stderr.write(`unison: the window could not be opened: ${String(error)}\n`);
      app.exit(1);
    });
} else {
  process.stderr.write(
    "unison: the window of this plant is already open; it has been brought to the front\n",
  );
  app.quit();
}
