import path from "node:path";
import { fileURLToPath } from "node:url";

/** Where things are in this checkout. Absolute paths, so that nothing depends on the folder a command was typed in. */
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

export const checkout = Object.freeze({
  root,
  modules: path.join(root, "node_modules"),
  /** Rebuildable things that are not npm packages: the fallback Electron, stamps, type caches. */
  cache: path.join(root, ".cache"),
  dist: path.join(root, "dist"),
  testResults: path.join(root, "test-results"),
  /** The plant that `npm start` opens when no other data folder is named. */
  demoData: path.join(root, ".unison", "demo"),
  engine: path.join(root, "desktop/engine/cli/unison-engine.mjs"),
  demoPlant: path.join(root, "build/demo/main.ts"),
});
