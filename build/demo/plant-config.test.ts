import fs from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { checkConfig } from "#shared/plant/check-config.ts";
import { plantConfig } from "#shared/plant/plant-config.ts";
import { demoMachines } from "./demo-plant.ts";
import { demoPlantConfig, demoPlantYaml, seedFile, usualEndpoints } from "./plant-config.ts";

describe("the configuration of the demo plant", () => {
  test.each([1, 7, 60])("is accepted, at %i times the speed too", (speed) => {
    const config = plantConfig.parse(parse(demoPlantYaml(usualEndpoints, { speed })));
    expect(checkConfig(config)).toEqual([]);
    expect(config.machines.map(({ code }) => code)).toEqual(demoMachines.map(({ code }) => code));
  });

  test("is checked in as it is generated (else run: node build/demo/plant-config.ts)", () => {
    expect(fs.readFileSync(seedFile, "utf8")).toBe(demoPlantYaml(usualEndpoints));
  });

  test("maps fault numbers only to reasons of the plant, and has a tree of about 25", () => {
    const { reasons = [] } = demoPlantConfig(usualEndpoints);
    expect(reasons.length).toBeGreaterThanOrEqual(25);
    expect(reasons.filter(({ parent }) => parent === undefined).length).toBeGreaterThanOrEqual(5);
  });

  test("divides ideal cycles by the speed", () => {
    const cycle = (speed: number) =>
      demoPlantConfig(usualEndpoints, { speed }).machines?.[0]?.idealCycles?.[0]?.cycleSeconds;
    expect([cycle(1), cycle(60)]).toEqual([0.75, 0.0125]);
  });
});
