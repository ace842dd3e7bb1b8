import { expect, test } from "vitest";
import { launchParameters } from "./launch-parameters.ts";

const told = {
  UNISON_DATA: "/data",
  UNISON_NODE: "/n/node",
  UNISON_ENGINE: "/c/unison-engine.mjs",
};

test("out of a checkout the launcher says everything", () => {
  const demo = {
    UNISON_PORT: "48123",
    UNISON_DEMO: "/data/demo",
    UNISON_LOAD_DEMO: "1",
  };
  expect(launchParameters({ ...told, ...demo }, undefined)).toEqual({
    dataFolder: "/data",
    node: "/n/node",
    engineScript: "/c/unison-engine.mjs",
    port: 48_123,
    demoFolder: "/data/demo",
    loadDemo: true,
  });
});

test.each([{}, { ...told, UNISON_PORT: "99999" }, { ...told, UNISON_LOAD_DEMO: "yes" }])(
  "%j is refused",
  (env) => expect(() => launchParameters(env, undefined)).toThrow(),
);

test("a packaged app cannot be told by environment to run another engine", () => {
  const packaged = {
    resources: "/opt/unison/resources",
    userData: "/home/ada/unison",
    platform: "linux",
  } as const;
  expect(launchParameters({ ...told, UNISON_LOAD_DEMO: "1" }, packaged)).toEqual({
    dataFolder: "/home/ada/unison/plant",
    node: "/opt/unison/resources/node/node",
    engineScript: "/opt/unison/resources/app/desktop/engine/cli/unison-engine.mjs",
    port: undefined,
    demoFolder: undefined,
    loadDemo: false,
  });
});
