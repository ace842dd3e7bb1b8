// What Electron's own default app does for `electron [-r MODULE] PATH`: takes on that app's name,
// version and folder, and runs it. The repackaged Electron comes without one.
// It must stay an ES module: a CommonJS one lets `ready` fire before an ESM main has run.
import { app } from "electron";
import fs from "node:fs";
import Module from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";

const preloadModules = [];
let appPath;
const given = process.argv.slice(1);
for (let index = 0; index < given.length && appPath === undefined; index += 1) {
  const argument = given[index];
  if (argument === "--version" || argument === "-v") {
    process.stdout.write(`v${process.versions.electron}\n`);
    process.exit(0);
  } else if (argument === "-r" || argument === "--require") {
    index += 1;
    preloadModules.push(given[index]);
  } else if (!argument.startsWith("-")) {
    appPath = path.resolve(argument);
  }
}

if (appPath === undefined) {
  process.stderr.write("This Electron needs the folder of an app to run.\n");
  process.exit(1);
}

process.defaultApp = true;
if (preloadModules.length > 0) Module._preloadModules(preloadModules);
const manifest = JSON.parse(fs.readFileSync(path.join(appPath, "package.json"), "utf8"));
app.setAppPath(appPath);
app.setName(manifest.productName ?? manifest.name);
app.setVersion(manifest.version);
await import(pathToFileURL(path.resolve(appPath, manifest.main)).href);
