import fs from "node:fs";
import path from "node:path";

/** Folder of the checkout; every path below is relative to it and written with `/`. */
export const root = path.resolve(import.meta.dirname, "../..");

const notOurs = new Set([
  "node_modules",
  "dist",
  ".cache",
  ".unison",
  ".git",
  "test-results",
  "coverage",
]);

/** Every file that belongs to the project, whether it is committed yet or not. */
export function checkoutFiles(folder = ""): string[] {
  return fs
    .readdirSync(path.join(root, folder), { withFileTypes: true })
    .flatMap((entry) => {
      if (notOurs.has(entry.name)) return [];
      const inside = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) return checkoutFiles(inside);
      return entry.isFile() && !inside.endsWith(".tsbuildinfo") ? [inside] : [];
    })
    .toSorted();
}

export const textOf = (file: string): string => fs.readFileSync(path.join(root, file), "utf8");

export const exists = (file: string): boolean => fs.existsSync(path.join(root, file));

export const jsonOf = (file: string): unknown => JSON.parse(textOf(file));

/** Program text that the layers, names and sizes are judged of. */
export const isSource = (file: string): boolean => /\.(?:ts|tsx|mjs)$/.test(file);

export const sourceFiles = (): string[] =>
  ["shared", "desktop", "build"].flatMap((folder) => checkoutFiles(folder)).filter(isSource);

/** Runs in a test process only; the product never imports it. */
export const isTest = (file: string): boolean =>
  /\.(?:test|e2e)\.tsx?$/.test(file) || /^desktop\/e2e\/|\/testing\/|\/conformance\.ts$/.test(file);
