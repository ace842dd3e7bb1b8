import path from "node:path";
import { test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { checkConfig } from "#shared/plant/check-config.ts";
import { plantConfig } from "#shared/plant/plant-config.ts";
import { plantConfigSchema } from "#build/docs/plant-config-schema.ts";
import { checkoutFiles, exists, jsonOf, sourceFiles, textOf } from "./checkout-files.ts";
import { refuse, type Finding } from "./findings.ts";

const pages = checkoutFiles().filter((file) => file.endsWith(".md"));
const guides = pages.filter((file) => !file.includes("/") || file.startsWith("docs/"));

const finding = (file: string, what: string, message: string): Finding => ({
  key: `${file}: ${what}`,
  message: `${file} ${message}`,
});

test("every path named in a page exists", () => {
  refuse(
    "doc-paths",
    pages.flatMap((file) =>
      [
        ...textOf(file).matchAll(
          /`((?:\.\/)?(?:shared|desktop|build|docs|resources|\.ci)\/[^`\s]*)`/g,
        ),
      ].flatMap(([, named]) => {
        // `driver.ts#start` and `start.mjs:12` name a place in a file; `<module>` and `*` stand for any.
        const wanted = named!.replace(/[#:].*$/, "").replace(/\/$/, "");
        if (/[<>*{}…]/.test(wanted) || exists(wanted)) return [];
        return [
          finding(
            file,
            wanted,
            `names ${wanted}, which does not exist. Name where it is now; a newcomer follows it.`,
          ),
        ];
      }),
    ),
  );
});

test("every file that a module's page names is beside it", () => {
  const files = checkoutFiles();
  refuse(
    "doc-files",
    pages
      .filter((file) => file.includes("/") && !file.startsWith("docs/"))
      .flatMap((file) => {
        const folder = path.posix.dirname(file);
        return [...textOf(file).matchAll(/`((?:[\w-]+\/)*[\w.-]+\.(?:tsx?|mjs))`/g)].flatMap(
          ([, named]) => {
            const stands =
              exists(named!) ||
              exists(`${folder}/${named}`) ||
              exists(`${path.posix.dirname(folder)}/${named}`) ||
              files.some((other) => other.startsWith(`${folder}/`) && other.endsWith(`/${named}`));
            return stands || named!.startsWith("x.")
              ? []
              : [
                  finding(
                    file,
                    named!,
                    `names ${named}, which is nowhere beneath ${folder}. Name where it is now.`,
                  ),
                ];
          },
        );
      }),
  );
});

test("every link inside the checkout leads somewhere", () => {
  refuse(
    "doc-links",
    pages.flatMap((file) =>
      [...textOf(file).matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, link]) => {
        if (/^(?:https?|mailto):/.test(link!)) return [];
        const [target, heading] = link!.split("#") as [string, string | undefined];
        const wanted = target === "" ? file : path.posix.join(path.posix.dirname(file), target);
        if (!exists(wanted))
          return [finding(file, link!, `links to ${link}, which does not exist.`)];
        if (heading === undefined || !wanted.endsWith(".md")) return [];
        const headings = [...textOf(wanted).matchAll(/^#+ (.+)$/gm)].map(([, words]) =>
          words!
            .toLowerCase()
            .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
            .replaceAll(" ", "-"),
        );
        return headings.includes(heading)
          ? []
          : [
              finding(
                file,
                link!,
                `links to the heading #${heading}, which ${wanted} does not have.`,
              ),
            ];
      }),
    ),
  );
});

test("every npm script and option that a page tells people to type exists", () => {
  const { scripts } = z
    .object({ scripts: z.record(z.string(), z.string()) })
    .parse(jsonOf("package.json"));
  const programs = sourceFiles()
    .filter((file) =>
      /^(?:build\/(?:launch|demo|bench|bundle)|desktop\/(?:engine\/cli|main))\//.test(file),
    )
    .map(textOf)
    .join("\n");
  /** Options of npm, git and the operating system's tools. */
  const foreign = new Set(["--now", "--project", "--save-exact"]);
  refuse(
    "doc-commands",
    guides.flatMap((file) => {
      const text = textOf(file);
      const unknownScripts = [...text.matchAll(/\bnpm run ([a-z][\w:-]*)/g)]
        .filter(([, name]) => !(name! in scripts))
        .map(([, name]) =>
          finding(
            file,
            `npm run ${name}`,
            `says npm run ${name}, which package.json does not have.`,
          ),
        );
      const unknownOptions = [...text.matchAll(/(?<=[\s`[])(--[a-z][a-z-]+)/g)]
        .map(([option]) => option)
        .filter(
          (option) =>
            !foreign.has(option) &&
            !new RegExp(`["'\`\\s]${option}\\b|\\b["']?${option.slice(2)}["']?: \\{`).test(
              programs,
            ),
        )
        .map((option) =>
          finding(file, option, `names the option ${option}, which no program of ours takes.`),
        );
      return [...unknownScripts, ...unknownOptions];
    }),
  );
});

test("every piece of plant configuration shown is one that the engine takes", () => {
  /** What the examples lean on: a piece of a file is read as part of this one. */
  const frame = { version: 1, plant: { name: "Example", zone: "Europe/Berlin" } };
  refuse(
    "doc-yaml",
    guides.flatMap((file) =>
      [...textOf(file).matchAll(/^```yaml\n([\s\S]*?)^```/gm)].flatMap(
        ([, text], index): Finding[] => {
          const place = `example ${index + 1}`;
          const document: unknown = parse(text!);
          const whole = z.object({ version: z.unknown() }).safeParse(document).success;
          const read = plantConfig.safeParse(
            whole ? document : { ...frame, ...(document as object) },
          );
          if (!read.success)
            return read.error.issues.map((issue) =>
              finding(
                file,
                `${place} ${issue.path.join(".")}`,
                `${place}: ${issue.path.join(".")} ${issue.message}`,
              ),
            );
          // A piece may name a connection, product or reason that stands elsewhere; its tags must be its own.
          return checkConfig(read.data)
            .filter(({ path: at }) => whole || /\.signals$|\.tags\./.test(at))
            .map((issue) =>
              finding(file, `${place} ${issue.path}`, `${place}: ${issue.path} ${issue.message}`),
            );
        },
      ),
    ),
  );
});

test("the JSON Schema that editors use is the schema that the engine uses", () => {
  const file = "docs/plant-config.schema.json";
  const isCurrent = exists(file) && textOf(file) === plantConfigSchema();
  refuse(
    "doc-schema",
    isCurrent
      ? []
      : [
          finding(
            file,
            "old",
            "is not what shared/plant/plant-config.ts says by now. Run: npm run docs:schema",
          ),
        ],
  );
});

test("the pages name the Electron that is pinned, and when it was", () => {
  const { devDependencies } = z
    .object({ devDependencies: z.object({ electron: z.string() }) })
    .parse(jsonOf("package.json"));
  const page = "CONTRIBUTING.md";
  const pinned = /Electron (\d+\.\d+\.\d+) \(pinned (\d{4}-\d{2}-\d{2})\)/.exec(
    exists(page) ? textOf(page) : "",
  );
  refuse(
    "electron-pin",
    pinned?.[1] === devDependencies.electron
      ? []
      : [
          finding(
            page,
            "Electron",
            `says ${pinned ? `Electron ${pinned[1]}` : "nothing of the pinned Electron"}, package.json pins ${devDependencies.electron}. Write "Electron ${devDependencies.electron} (pinned YYYY-MM-DD)" with the day of the bump.`,
          ),
        ],
  );
});
