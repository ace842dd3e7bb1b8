import fs from "node:fs";
import path from "node:path";
import { z } from "zod";
import { plantConfig } from "#shared/plant/plant-config.ts";

export const schemaFile = path.resolve(import.meta.dirname, "../../docs/plant-config.schema.json");

/** JSON Schema (2020-12) of a plant configuration as people write it: defaults may be left out, instants are text. */
export function plantConfigSchema(): string {
  const schema = z.toJSONSchema(plantConfig, { io: "input" });
  const described = {
    ...schema,
    title: "Unison plant configuration",
    description:
      "What unison-engine --config reads and export writes. Explained in docs/plant-configuration.md.",
  };
  return `${JSON.stringify(described, null, 2)}\n`;
}

if (import.meta.main) fs.writeFileSync(schemaFile, plantConfigSchema());
