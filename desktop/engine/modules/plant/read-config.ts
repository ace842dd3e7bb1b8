import { parse, stringify } from "yaml";
import { checkConfig, type ConfigIssue } from "#shared/plant/check-config.ts";
import { readLoosely } from "#shared/plant/loose-config.ts";
import {
  plantConfig,
  type PlantConfig,
  type PlantConfigDocument,
} from "#shared/plant/plant-config.ts";

export type ReadConfig =
  | { readonly ok: true; readonly config: PlantConfig }
  | { readonly ok: false; readonly issues: readonly ConfigIssue[] };

/** Reads configuration text (YAML or JSON) and reports every issue with its path; nothing is guessed or defaulted past the schema. */
export function readConfig(text: string): ReadConfig {
  let document: unknown;
  try {
    document = parse(text, { maxAliasCount: 100 });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { ok: false, issues: [{ path: "(file)", message }] };
  }
  const parsed = plantConfig.safeParse(document);
  if (!parsed.success) {
    const issues = parsed.error.issues.map((issue) => ({
      path: issue.path.join(".") || "(file)",
      message: issue.message,
    }));
    // Names are checked all the same: a person mends a file once, not once per kind of mistake.
    return { ok: false, issues: [...issues, ...checkConfig(readLoosely(document))] };
  }
  const issues = checkConfig(parsed.data);
  return issues.length > 0 ? { ok: false, issues } : { ok: true, config: parsed.data };
}

const heading = "# Unison plant configuration. Schema: docs/plant-config.schema.json\n";

export const configText = (config: PlantConfigDocument): string =>
  heading + stringify(config, { lineWidth: 120 });
