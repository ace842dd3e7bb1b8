import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { checkoutFiles, exists, isTest, jsonOf, root, sourceFiles } from "./checkout-files.ts";
import { refuse, type Finding } from "./findings.ts";
import { packageOf } from "./layer-rules.ts";
import { parseSource } from "./parsed-source.ts";

const versions = z.record(z.string(), z.string()).default({});
const manifestShape = z.object({
  dependencies: versions,
  devDependencies: versions,
  optionalDependencies: versions,
});
const lockShape = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      resolved: z.string().optional(),
      integrity: z.string().optional(),
      dev: z.boolean().optional(),
      link: z.boolean().optional(),
      license: z.string().optional(),
    }),
  ),
});

const manifests = checkoutFiles().filter((file) => path.posix.basename(file) === "package.json");
const locks = checkoutFiles().filter((file) => path.posix.basename(file) === "package-lock.json");
const manifest = manifestShape.parse(jsonOf("package.json"));
const lock = lockShape.parse(jsonOf("package-lock.json"));

test("every version is exact", () => {
  refuse(
    "exact-versions",
    manifests.flatMap((file) => {
      const { dependencies, devDependencies, optionalDependencies } = manifestShape.parse(
        jsonOf(file),
      );
      return Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies })
        .filter(([, version]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version))
        .map(([name, version]): Finding => ({
          key: `${file}: ${name}`,
          message: `${file} takes ${name} at "${version}". Write one exact version: two checkouts must be the same program.`,
        }));
    }),
  );
});

test("the lock knows every package by its content and names no registry", () => {
  refuse(
    "lock",
    locks.flatMap((file) =>
      Object.entries(lockShape.parse(jsonOf(file)).packages).flatMap(([name, entry]): Finding[] => {
        if (name === "" || entry.link) return [];
        if (entry.resolved !== undefined)
          return [
            {
              key: `${file}: ${name}`,
              message: `${file}: ${name} names where it was fetched from. Keep omit-lockfile-registry-resolved in .npmrc and install again.`,
            },
          ];
        if (entry.integrity === undefined)
          return [
            {
              key: `${file}: ${name}`,
              message: `${file}: ${name} has no integrity hash. Install it again without a cache.`,
            },
          ];
        return [];
      }),
    ),
  );
});

test("package.json and lock name the same versions", () => {
  const wanted = {
    ...manifest.dependencies,
    ...manifest.devDependencies,
    ...manifest.optionalDependencies,
  };
  refuse(
    "lock-versions",
    Object.entries(wanted)
      .filter(([name, version]) => lock.packages[`node_modules/${name}`]?.version !== version)
      .map(([name, version]) => ({
        key: name,
        message: `package.json takes ${name} ${version}, the lock has ${lock.packages[`node_modules/${name}`]?.version ?? "none"}. npm ci would refuse it: run npm install with Node 24 first in PATH.`,
      })),
  );
});

test("what is shipped may be shipped: licences of production packages", () => {
  const allowed = new Set([
    "MIT",
    "MIT-0",
    "ISC",
    "0BSD",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "Apache-2.0",
    "OFL-1.1",
    "Unlicense",
    "CC0-1.0",
    "BlueOak-1.0.0",
    "Zlib",
  ]);
  /** Packages whose licence stands in a text file instead of package.json; read and judged by a person. */
  const readByHand: Readonly<Record<string, string>> = {
    dequeue: "BSD-2-Clause",
    humanize: "MIT",
    precond: "MIT",
  };
  const stated = (folder: string): string => {
    const file = path.join(root, folder, "package.json");
    const shape = z.object({
      license: z
        .union([z.string(), z.object({ type: z.string() }).transform(({ type }) => type)])
        .optional(),
      licenses: z.array(z.object({ type: z.string() })).optional(),
    });
    const { license, licenses } = shape.parse(JSON.parse(fs.readFileSync(file, "utf8")));
    return (
      license ??
      licenses?.map(({ type }) => type).join(" OR ") ??
      readByHand[folder.split("node_modules/").at(-1)!] ??
      "none stated"
    );
  };
  const isAllowed = (expression: string): boolean =>
    expression
      .replaceAll(/[()]/g, "")
      .split(" OR ")
      .some((choice) => choice.split(" AND ").every((licence) => allowed.has(licence.trim())));

  // Packages for other platforms are not installed here; the lock tells their licence.
  const production = Object.entries(lock.packages).filter(
    ([name, entry]) => name.startsWith("node_modules/") && !entry.dev,
  );
  expect(production.length, "the lock must list the production packages").toBeGreaterThan(20);
  refuse(
    "licences",
    production
      .map(([folder, entry]) => ({
        folder,
        licence: exists(`${folder}/package.json`)
          ? stated(folder)
          : (entry.license ?? "none stated"),
      }))
      .filter(({ licence }) => !isAllowed(licence))
      .map(({ folder, licence }) => ({
        key: folder.replace(/^node_modules\//, ""),
        message: `${folder} is shipped under ${licence}. Replace it, or, if the licence is permissive after all, add it in build/checks/packages.test.ts.`,
      })),
  );
});

test("every package is used, and what the product uses is a production package", () => {
  const sources = sourceFiles()
    .filter((file) => !file.startsWith("build/checks/"))
    .map(parseSource);
  const product = sources.filter(({ file }) => !isTest(file) && !file.startsWith("build/"));
  const imported = new Set(
    product.flatMap(({ imports }) =>
      imports.filter(({ target }) => target === null).map(({ specifier }) => packageOf(specifier)),
    ),
  );
  /** Imported, or named as text: a worker's target, a command that is run. */
  const names = (files: typeof sources, name: string) => {
    const named = new RegExp(`["'\`]${name}["'\`/]`);
    return files.some(({ text }) => named.test(text));
  };
  /** Run by npm scripts or by the type checker. */
  const tools = ["electron", "oxfmt", "oxlint", "typescript", "vite", "vitest"];

  refuse("package-uses", [
    ...[...imported]
      .filter(
        (name) =>
          !name.startsWith("node:") && name !== "electron" && !(name in manifest.dependencies),
      )
      .map((name) => ({
        key: name,
        message: `The product imports ${name}, which is not among the dependencies of package.json: it would be missing when shipped.`,
      })),
    ...Object.keys(manifest.dependencies)
      .filter((name) => !names(product, name))
      .map((name) => ({
        key: name,
        message: `Nothing in the product imports ${name}. Take it out of the dependencies of package.json.`,
      })),
    ...Object.keys(manifest.devDependencies)
      .filter(
        (name) => !names(sources, name) && !tools.includes(name) && !name.startsWith("@types/"),
      )
      .map((name) => ({
        key: name,
        message: `Nothing imports ${name}. Take it out of the devDependencies of package.json.`,
      })),
  ]);
  // Every file is parsed for it.
}, 30_000);
