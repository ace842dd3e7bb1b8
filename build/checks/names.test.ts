import path from "node:path";
import { test } from "vitest";
import { checkoutFiles, isSource, sourceFiles, textOf } from "./checkout-files.ts";
import { refuse, type Finding } from "./findings.ts";

const drawers =
  /^(?:utils?|helpers?|commons?|misc|types?|interfaces?|constants?|shared|stuff|tools?|index|barrel|models?|managers?|services?)$/;

/** A kebab-case word may begin with the number of its step or migration. */
const kebab = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const pascal = /^(?:[A-Z][a-z0-9]*)+$/;

const codeFolders = ["shared", "desktop", "build"].flatMap((folder) => checkoutFiles(folder));

/** `board-order.test.ts` → `board-order` */
const conceptOf = (file: string): string => path.posix.basename(file).split(".")[0]!;

test("no drawers: every file and folder is named after what it holds", () => {
  refuse(
    "drawer-names",
    codeFolders.flatMap((file): Finding[] => {
      const folders = file.split("/").slice(1, -1);
      const named = isSource(file) ? [...folders, conceptOf(file)] : folders;
      return named
        .filter((name) => drawers.test(name))
        .map((name) => ({
          key: file,
          message: `${file}: "${name}" is a drawer. Name it after the one thing it holds, and split what is not that.`,
        }));
    }),
  );
});

test("files are kebab-case, React components PascalCase, folders kebab-case", () => {
  refuse(
    "file-names",
    codeFolders.flatMap((file): Finding[] => {
      const concept = conceptOf(file);
      const folder = file
        .split("/")
        .slice(0, -1)
        .find((name) => !/^[a-z0-9]+(?:[-.][a-z0-9]+)*$/.test(name));
      if (folder !== undefined)
        return [{ key: file, message: `${file}: folder "${folder}" is not kebab-case.` }];
      if (
        isSource(file) &&
        !kebab.test(concept) &&
        !(file.endsWith(".tsx") && pascal.test(concept))
      ) {
        return [
          {
            key: file,
            message: `${file}: name it in kebab-case, or in PascalCase when it is a .tsx file with a component.`,
          },
        ];
      }
      return [];
    }),
  );
});

test("a page's file holds the component of its name", () => {
  refuse(
    "page-names",
    sourceFiles()
      .filter((file) => file.endsWith("Page.tsx"))
      .filter(
        (file) =>
          !new RegExp(`^export (?:const|function) ${conceptOf(file)}\\b`, "m").test(textOf(file)),
      )
      .map((file) => ({
        key: file,
        message: `${file} exports no ${conceptOf(file)}. Routes import a page by the name of its file.`,
      })),
  );
});
