import { expect, test } from "vitest";
import { engineArguments, engineEnvironment } from "./engine-process.ts";

test("the engine inherits an allow-listed part of our environment and its token, nothing more", () => {
  const ours = {
    PATH: "/bin",
    TZ: "Europe/Berlin",
    CLOUD_SECRET: "x",
    NODE_OPTIONS: "--inspect",
    ELECTRON_RUN_AS_NODE: "1",
  };
  expect(engineEnvironment(ours, "token")).toEqual({
    PATH: "/bin",
    TZ: "Europe/Berlin",
    UNISON_TOKEN: "token",
    UNISON_PARENT: "1",
  });
});

test("the command line names data, port and page, and never the token", () => {
  const parameters = {
    dataFolder: "/data",
    node: "/n/node",
    engineScript: "/c/unison-engine.mjs",
    port: undefined,
    demoFolder: "/data/demo",
    loadDemo: true,
  };
  expect(engineArguments(parameters, "/dist/renderer", 48_123)).toEqual([
    "/c/unison-engine.mjs",
    "serve",
    "--data",
    "/data",
    "--port",
    "48123",
    "--page",
    "/dist/renderer",
    "--demo",
    "/data/demo",
    "--load-demo",
  ]);
});
