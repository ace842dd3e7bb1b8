import { expect, test } from "vitest";
import { permissions } from "#shared/access/permissions.ts";
import { isTest, sourceFiles, textOf } from "./checkout-files.ts";
import { refuse } from "./findings.ts";
import { operations } from "./operations.ts";

/** What may be asked before anybody has signed in. Each one more is a way in. */
const publicOperations = ["access.signIn", "access.resume", "plant.welcome", "plant.firstRun"];

/** What any role may ask: one's own account, and the progress of what one has started oneself. */
const anyRoleOperations = ["access.signOut", "access.changeOwnPassword", "plant.watchDemoLoad"];

const files = sourceFiles();
const engineText = files
  .filter((file) => file.startsWith("desktop/engine/modules/") && !isTest(file))
  .map(textOf)
  .join("\n");
const tests = files
  .filter((file) => isTest(file) && !file.startsWith("build/checks/"))
  .map(textOf)
  .join("\n");

test("every operation names a permission that exists", () => {
  refuse(
    "operation-permissions",
    operations.flatMap(({ path, meta }) => {
      if (meta.permission === "public") {
        return publicOperations.includes(path)
          ? []
          : [
              {
                key: path,
                message: `${path} is open to everybody. Give it a permission, or name it in publicOperations of build/checks/operations.test.ts with the reviewer's consent.`,
              },
            ];
      }
      if (meta.permission === "signed-in") {
        return anyRoleOperations.includes(path)
          ? []
          : [
              {
                key: path,
                message: `${path} is open to every role. Give it a permission, or name it in anyRoleOperations of build/checks/operations.test.ts.`,
              },
            ];
      }
      if (permissions.some((known) => known === meta.permission)) return [];
      return [
        {
          key: path,
          message: `${path} needs permission ${meta.permission}, which no role has. Add it to shared/access/permissions.ts.`,
        },
      ];
    }),
  );
});

test("the lists of open operations name none that is gone or has a permission by now", () => {
  const stillOpen = (permission: string) =>
    operations
      .filter(({ meta }) => meta.permission === permission)
      .map(({ path }) => path)
      .toSorted();
  expect(publicOperations.toSorted()).toEqual(stillOpen("public"));
  expect(anyRoleOperations.toSorted()).toEqual(stillOpen("signed-in"));
});

test("a name tells what the operation does: streams watch, queries never write", () => {
  refuse(
    "operation-kinds",
    operations.flatMap(({ path, name, meta }) => {
      if ((meta.kind === "stream") !== name.startsWith("watch")) {
        return [
          {
            key: path,
            message: `${path} is a ${meta.kind}. Streams are called watch…, and nothing else is.`,
          },
        ];
      }
      if (meta.kind === "query" && /^(?:create|update|remove|add|set|import)[A-Z]?/.test(name)) {
        return [
          {
            key: path,
            message: `${path} is declared a query, but its name says that it writes. Declare it with command().`,
          },
        ];
      }
      return [];
    }),
  );
});

test("every permission opens something or is kept for what is built next", () => {
  const used = new Set<string>(operations.map(({ meta }) => meta.permission));
  refuse(
    "unused-permissions",
    permissions
      .filter((permission) => !used.has(permission))
      .map((permission) => ({
        key: permission,
        message: `No operation asks for ${permission}. Take it out of shared/access/permissions.ts, or declare the operation.`,
      })),
  );
});

test("the engine answers every operation: queries and streams by reading, commands by writing", () => {
  refuse(
    "operation-handlers",
    operations.flatMap(({ path, module, name, meta }) => {
      const house = meta.kind === "command" ? "writing" : "reading";
      const answered = new RegExp(`\\b${house}\\s*\\.${module}\\s*\\.${name}\\s*\\.handler\\b`);
      if (answered.test(engineText)) return [];
      return [
        {
          key: path,
          message: `${path} is a ${meta.kind}, but no file of desktop/engine/modules answers it by ${house}.${path}.handler(…).`,
        },
      ];
    }),
  );
});

test("every operation is called by a test", () => {
  refuse(
    "operation-tests",
    operations.flatMap(({ path, module, name }) => {
      const called = new RegExp(`\\.\\s*${module}\\s*\\.\\s*${name}\\s*\\(`);
      if (called.test(tests)) return [];
      return [
        {
          key: path,
          message: `No test calls ${path}(…). Call it in a test through a client of the contract, what it does and whom it refuses.`,
        },
      ];
    }),
  );
});
