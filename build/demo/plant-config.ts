import { fileURLToPath } from "node:url";
import fs from "node:fs";
import type { z } from "zod";
import { stringify } from "yaml";
import type { TagClass } from "#shared/connections/tag.ts";
import { stateTags } from "#shared/machines/state-rule.ts";
import { signalRules } from "#shared/machines/signal-rules.ts";
import type { plantConfig } from "#shared/plant/plant-config.ts";
import { demoZone } from "./anchor.ts";
import {
  identifierOf,
  tagOf,
  type ConnectionCode,
  type DemoMachine,
  type DemoVariable,
  type Pace,
} from "./demo-machine.ts";
import { demoMachines, demoNamespace } from "./demo-plant.ts";
import { demoReasons } from "./reasons.ts";
import { shiftPatterns } from "./shift-patterns.ts";
import { usualPort } from "./usual-port.ts";

type Config = z.input<typeof plantConfig>;
type ConfiguredMachine = NonNullable<Config["machines"]>[number];

export type Endpoints = Readonly<Record<ConnectionCode, string>>;

/** Where the demo plant listens unless told otherwise. */
export const usualEndpoints: Endpoints = {
  "OPC-LINE-1": `opc.tcp://127.0.0.1:${usualPort}`,
  "OPC-LINE-2": `opc.tcp://127.0.0.1:${usualPort + 1}`,
};

/** Before any history of the demo. */
const cyclesValidFrom = "2024-01-01T00:00:00Z";

const minorStopMs = 120_000;

/**
 * The configuration by which Unison reads the demo plant. For an accelerated plant ideal cycles and times are shorter
 * by its speed, and analog values that tell the state are read on change, because sampling once a second would skip
 * short stops.
 */
export function demoPlantConfig(endpoints: Endpoints, pace: Pace = { speed: 1 }): Config {
  const connection = (code: ConnectionCode, name: string) => ({
    code,
    name,
    settings: { driver: "opcua" as const, endpoint: endpoints[code] },
  });
  return {
    version: 1,
    plant: {
      name: "Demo plant",
      zone: demoZone,
      language: "en",
      policy: { minorStopMs: Math.round(minorStopMs / pace.speed) },
    },
    connections: [
      connection("OPC-LINE-1", "Production line (OPC UA)"),
      connection("OPC-LINE-2", "Assembly cell (OPC UA, unsteady link)"),
    ],
    shiftPatterns: Object.entries(shiftPatterns).map(([code, pattern]) => ({ code, pattern })),
    products: demoProducts(),
    reasons: [...demoReasons],
    machines: demoMachines.map((machine) => configured(machine, pace)),
  };
}

/** The configuration as text, with a word to the reader. */
export function demoPlantYaml(endpoints: Endpoints, pace?: Pace): string {
  return `# The demo plant: eight simulated machines behind real OPC UA servers.
# Written by build/demo/plant-config.ts; change it there.
${stringify(demoPlantConfig(endpoints, pace), { lineWidth: 120, aliasDuplicateObjects: false })}`;
}

function demoProducts(): { code: string; name: string }[] {
  const products = demoMachines.flatMap(({ profile }) => profile.products);
  return products
    .filter(({ code }, index) => products.findIndex((other) => other.code === code) === index)
    .map(({ code, name }) => ({ code, name }));
}

function configured(machine: DemoMachine, pace: Pace): ConfiguredMachine {
  const { code, name, kind, description, connection, shiftPattern, variables, profile } = machine;
  const signals = machine.signals(pace);
  const { state } = signalRules.parse(signals);
  const deciding = state === undefined ? [] : stateTags(state);
  return {
    code,
    name,
    kind,
    description,
    connection,
    shiftPattern,
    tags: variables.map((variable) => ({
      code: tagOf(machine, variable.tag),
      name: variable.name,
      address: `nsu=${demoNamespace};s=${identifierOf(machine, variable)}`,
      class: classAt(pace, variable, deciding.includes(tagOf(machine, variable.tag))),
      ...(variable.unit === undefined ? {} : { unit: variable.unit }),
      ...(variable.deadband === undefined ? {} : { deadband: variable.deadband }),
    })),
    signals,
    idealCycles: profile.products.map((product) => ({
      product: product.code,
      cycleSeconds: Math.round((product.idealCycleMs * 1_000) / pace.speed) / 1e6,
      cavities: profile.piecesPerCycle,
      validFrom: cyclesValidFrom,
    })),
  };
}

const classAt = (pace: Pace, variable: DemoVariable, isDeciding: boolean): TagClass =>
  pace.speed > 1 && variable.class === "analog" && isDeciding ? "state" : variable.class;

/** Where the configuration of the usual endpoints is checked in. */
export const seedFile = fileURLToPath(
  new URL("../../resources/seed/demo-plant.yaml", import.meta.url),
);

if (process.argv[1] === fileURLToPath(import.meta.url))
  fs.writeFileSync(seedFile, demoPlantYaml(usualEndpoints));
