/** Where code runs, what it may import and which packages exist there. */
export interface Layer {
  readonly name: string;
  /** Folder; the longest that fits owns the file. */
  readonly folder: string;
  readonly mayImport: readonly string[];
  /** Of these only types: they vanish before the program runs. */
  readonly mayImportTypesOf?: readonly string[];
  /** Package names, `@scope/*` or `node:*`. */
  readonly packages: readonly string[];
}

const pure = ["zod", "temporal-polyfill", "@orpc/contract"];
const react = [
  "react",
  "react-dom",
  "react-i18next",
  "i18next",
  "@mantine/*",
  "@tabler/icons-react",
  "uplot",
  "write-excel-file",
  "dayjs",
];

/**
 * Imports go one way: kernel → module → schema → engine, and kernel → module → ui → renderer. The schema stands above
 * the modules because its check constraints take the modules' closed lists of codes; no module knows a table.
 */
export const layers: readonly Layer[] = [
  { name: "kernel", folder: "shared/kernel", mayImport: ["kernel"], packages: pure },
  {
    name: "module",
    folder: "shared",
    mayImport: ["kernel", "module"],
    // Patterns that people type run over what machines send: RE2 takes linear time.
    packages: [...pure, "re2js"],
  },
  { name: "contract", folder: "shared/contract", mayImport: ["kernel", "module"], packages: pure },
  {
    name: "schema",
    folder: "shared/schema",
    mayImport: ["kernel", "module", "schema"],
    packages: [...pure, "kysely"],
  },
  {
    name: "ui",
    folder: "shared/ui",
    mayImport: ["kernel", "module", "ui"],
    packages: [...pure, ...react, "@tanstack/react-router"],
  },
  { name: "page", folder: "desktop/page", mayImport: ["page"], packages: ["node:*"] },
  { name: "preload", folder: "desktop/preload", mayImport: ["preload"], packages: ["electron"] },
  {
    name: "main",
    folder: "desktop/main",
    mayImport: ["kernel", "module", "page", "preload", "main", "resources"],
    packages: ["node:*", "electron", "zod"],
  },
  {
    name: "renderer",
    folder: "desktop/renderer",
    mayImport: ["kernel", "module", "contract", "ui", "renderer", "resources"],
    mayImportTypesOf: ["preload"],
    packages: [
      ...pure,
      ...react,
      "@tanstack/*",
      "@orpc/client",
      "@orpc/tanstack-query",
      "@fontsource-variable/inter",
      "@fontsource-variable/noto-sans-devanagari",
    ],
  },
  {
    name: "engine",
    folder: "desktop/engine",
    mayImport: ["kernel", "module", "contract", "schema", "page", "engine", "resources"],
    packages: [
      ...pure,
      "node:*",
      "@node-rs/argon2",
      "@orpc/server",
      "better-sqlite3",
      "kysely",
      "modbus-serial",
      "node-opcua",
      "node-opcua-*",
      "nodemailer",
      "pino",
      "pino-roll",
      "serialport",
      "ws",
      "yaml",
    ],
  },
  {
    name: "e2e",
    folder: "desktop/e2e",
    mayImport: ["kernel", "module", "contract", "page", "preload", "engine", "e2e", "build"],
    packages: ["*"],
  },
  {
    name: "build",
    folder: "build",
    mayImport: [
      "kernel",
      "module",
      "contract",
      "schema",
      "page",
      "engine",
      "e2e",
      "build",
      "resources",
    ],
    packages: ["*"],
  },
  { name: "resources", folder: "resources", mayImport: [], packages: [] },
];

/** What a test may import besides what its layer may. */
export const testPackages = [
  "node:*",
  "vitest",
  "fast-check",
  "playwright-core",
  "axe-core",
  "zod",
  "@orpc/client",
  "@orpc/server",
  "smtp-server",
  "ws",
];

/** Inside the engine: folder → folders of the engine it must not know. */
export const engineParts: Readonly<Record<string, readonly string[]>> = {
  log: ["database", "historian", "drivers", "intake", "pipeline", "live", "serve", "modules"],
  database: ["historian", "drivers", "intake", "pipeline", "live", "serve", "modules"],
  historian: ["drivers", "intake", "pipeline", "live", "serve", "modules"],
  drivers: ["database", "historian", "intake", "pipeline", "live", "serve", "modules"],
  // The intake is a thread of its own without the database: what it must know arrives as messages.
  intake: ["database", "live", "serve", "modules"],
  pipeline: ["live", "serve"],
};

/** Where the engine is put together, or measured from outside: these alone may import the handlers of every module. */
const composition = [
  "desktop/engine/router.ts",
  "desktop/engine/readers/heavy-queries.ts",
  "desktop/engine/cli/",
  "build/",
];

export const putsEngineTogether = (file: string): boolean =>
  composition.some((entry) => file.startsWith(entry));

export function layerOf(file: string): Layer | undefined {
  return layers
    .filter(({ folder }) => file.startsWith(`${folder}/`))
    .toSorted((one, other) => other.folder.length - one.folder.length)[0];
}

/** `@scope/name/deep` → `@scope/name`; `node:fs/promises` stays as it is. */
export const packageOf = (specifier: string): string =>
  specifier.startsWith("node:")
    ? specifier
    : specifier
        .split("/")
        .slice(0, specifier.startsWith("@") ? 2 : 1)
        .join("/");

export const allows = (allowed: readonly string[], name: string): boolean =>
  allowed.some((entry) =>
    entry.endsWith("*") ? name.startsWith(entry.slice(0, -1)) : entry === name,
  );
