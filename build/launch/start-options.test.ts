import path from "node:path";
import { describe, expect, test } from "vitest";
import { checkout } from "./checkout.mjs";
import { parseStartOptions } from "./start-options.mjs";

const folder = path.resolve("/home/ada");

test("npm start alone opens the demo plant of this checkout in a window", () => {
  expect(parseStartOptions([], folder)).toEqual({
    headless: false,
    empty: false,
    data: path.join(checkout.root, ".unison", "demo"),
    port: undefined,
    seed: undefined,
    speed: undefined,
  });
});

test("everything can be said on the command line; a data folder is meant from where one stands", () => {
  const args = [
    "--headless",
    "--empty",
    "--data",
    "plant",
    "--port",
    "48123",
    "--seed=7",
    "--speed",
    "60",
  ];
  expect(parseStartOptions(args, folder)).toEqual({
    headless: true,
    empty: true,
    data: path.join(folder, "plant"),
    port: 48_123,
    seed: 7,
    speed: 60,
  });
});

describe("refused", () => {
  test.each([
    ["--prot", "48123"],
    ["--port", "0"],
    ["--port", "65536"],
    ["--port", "4 8"],
    ["--port", ""],
    ["--seed", "-1"],
    ["--seed", "1.5"],
    ["--speed", "0"],
    ["--speed", "fast"],
    ["--data"],
    ["plant"],
  ])("%s %s", (...args) => {
    expect(() => parseStartOptions(args, folder)).toThrow(TypeError);
  });
});
