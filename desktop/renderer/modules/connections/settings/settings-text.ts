import type { SettingsValues } from "../connection-values.ts";

const secrets: ReadonlySet<string> = new Set([
  "password",
  "certificatePem",
  "privateKeyPem",
  "stored",
  "removesSecret",
]);

/** All settings in one text, one a line, to set two versions side by side; never a secret. */
export const settingsText = (values: SettingsValues): string =>
  Object.entries(values)
    .filter(([key]) => !secrets.has(key))
    .map(([key, value]) => `${key}: ${value}`)
    .join("\n");
