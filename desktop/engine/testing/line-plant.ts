import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import type { PlantConfigDocument } from "#shared/plant/plant-config.ts";
import { machineNamespace } from "../drivers/opcua/test-server.ts";

type Settings = NonNullable<PlantConfigDocument["connections"]>[number]["settings"];

/** A press by a running bit and a counter, as the test server and the simulated driver both have them. */
function press(settings: Settings) {
  const address = (name: string) =>
    settings.driver === "opcua" ? `nsu=${machineNamespace};s=${name}` : name;
  return {
    code: "PRESS-1",
    name: "Press 1",
    kind: "press" as const,
    connection: "LINE",
    tags: [
      { code: "press-1.running", address: address("running"), class: "state" as const },
      { code: "press-1.count", address: address("count"), class: "counter" as const },
    ],
    signals: {
      state: { type: "running_bit" as const, running: "press-1.running", debounceMs: 0 },
      counts: { total: { tag: "press-1.count", reset: "accept" as const } },
    },
  };
}

/** An oven by its speed: the test server's analog value, read on change. */
function oven() {
  return {
    code: "OVEN-1",
    name: "Oven 1",
    kind: "other" as const,
    connection: "LINE",
    tags: [
      { code: "oven-1.speed", address: `nsu=${machineNamespace};s=speed`, class: "state" as const },
    ],
    signals: {
      state: {
        type: "threshold" as const,
        value: "oven-1.speed",
        runningAbove: 10,
        stoppedBelow: 5,
      },
    },
  };
}

/** Writes the configuration of one line with one connection. */
export function lineConfig(folder: string, settings: Settings): string {
  const config: PlantConfigDocument = {
    version: 1,
    plant: { name: "Test plant", zone: "Europe/Berlin" },
    connections: [{ code: "LINE", name: "Line", settings }],
    machines: settings.driver === "opcua" ? [press(settings), oven()] : [press(settings)],
  };
  const file = join(folder, "plant.yaml");
  writeFileSync(file, stringify(config));
  return file;
}
