import { test } from "vitest";
import { checkoutFiles, exists, isSource, isTest, textOf } from "./checkout-files.ts";
import { refuse, type Finding } from "./findings.ts";

/** Folders of shared that offer no operations of their own, and why. */
const withoutContract: Readonly<Record<string, string>> = {
  kernel: "words every module is written in",
  schema: "tables",
  contract: "puts the modules' contracts together",
  ui: "theme, formatters and charts",
};

/** Modules of pages alone, which show what other modules say, and why. */
const pagesAlone: Readonly<Record<string, string>> = {
  wall: "the board in large: shows machines, losses and calls, decides and stores nothing",
};

/** Roles a file may have by its suffix; everything else is named after its concept alone. */
const roles = [
  "contract",
  "handlers",
  // Binds the plain functions of handlers that run on reader threads.
  "operations",
  "store",
  "test",
  "db",
  "property",
  "e2e",
  "module",
  "d",
  "config",
];

const shared = checkoutFiles("shared");
const modules = [...new Set(shared.map((file) => file.split("/")[1]!))].filter((name) =>
  shared.some((file) => file.startsWith(`shared/${name}/`)),
);

test("every folder of shared explains itself on one page", () => {
  refuse(
    "module-readme",
    modules.flatMap((name): Finding[] => {
      const readme = `shared/${name}/README.md`;
      if (!exists(readme))
        return [
          {
            key: readme,
            message: `Write ${readme}: vocabulary, tables or types, always, never, neighbours.`,
          },
        ];
      const missing = ["## Always", "## Never", "## Neighbours"].filter(
        (heading) => !textOf(readme).includes(`\n${heading}\n`),
      );
      const lines = textOf(readme).split("\n").length;
      if (missing.length > 0)
        return [{ key: readme, message: `${readme} lacks ${missing.join(", ")}.` }];
      return lines > 120
        ? [{ key: readme, message: `${readme} has ${lines} lines; one page is at most 120.` }]
        : [];
    }),
  );
});

test("every shared module declares its operations", () => {
  refuse(
    "module-contract",
    modules
      .filter((name) => !(name in withoutContract) && !exists(`shared/${name}/${name}.contract.ts`))
      .map((name) => ({
        key: name,
        message: `shared/${name} has no ${name}.contract.ts. Declare its operations there, or give the reason in withoutContract of build/checks/module-shape.test.ts.`,
      })),
  );
});

test("every module has one name on every tier", () => {
  refuse(
    "module-names",
    ["desktop/engine/modules", "desktop/renderer/modules"].flatMap((tier) =>
      [...new Set(checkoutFiles(tier).map((file) => file.split("/")[3]!))]
        .filter(
          (name) =>
            !modules.includes(name) && !(tier === "desktop/renderer/modules" && name in pagesAlone),
        )
        .map((name) => ({
          key: `${tier}/${name}`,
          message: `${tier}/${name} has no shared/${name}. Use the module's one name, or found shared/${name} with its contract; pages alone give their reason in pagesAlone of build/checks/module-shape.test.ts.`,
        })),
    ),
  );
});

test("a suffix is a role", () => {
  refuse(
    "file-roles",
    ["shared", "desktop", "build"]
      .flatMap((folder) => checkoutFiles(folder))
      .filter((file) => isSource(file) || file.endsWith(".css"))
      .flatMap((file): Finding[] => {
        const [, suffix] = /[^/.]+\.(.+)\.\w+$/.exec(file) ?? [];
        if (suffix === undefined || suffix.split(".").every((role) => roles.includes(role)))
          return [];
        return [
          {
            key: file,
            message: `${file} has the role "${suffix}", which we do not have. Roles: ${roles.join(", ")}.`,
          },
        ];
      }),
  );
});

test("handlers and stores stand in modules of the engine", () => {
  refuse(
    "file-places",
    checkoutFiles("desktop").flatMap((file): Finding[] => {
      if (isTest(file) || !/\.(?:handlers|store)\.ts$/.test(file)) return [];
      if (file.startsWith("desktop/engine/modules/")) return [];
      return [
        {
          key: file,
          message: `${file} stands outside desktop/engine/modules. Take it to its module.`,
        },
      ];
    }),
  );
});
