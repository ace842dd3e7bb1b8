import { test } from "vitest";
import { checkoutFiles, isSource, isTest, sourceFiles, textOf } from "./checkout-files.ts";
import { refuse, type Finding } from "./findings.ts";

const sources = sourceFiles().map((file) => ({ file, text: textOf(file) }));

/** Lines of a file on which a pattern stands, as findings. */
const linesWith = (
  { file, text }: { file: string; text: string },
  pattern: RegExp,
  say: (line: string) => string,
): Finding[] =>
  text.split("\n").flatMap((line, index) =>
    pattern.test(line)
      ? [
          {
            key: `${file}: ${line.trim().slice(0, 80)}`,
            message: `${file}:${index + 1} ${say(line.trim())}`,
          },
        ]
      : [],
  );

const withoutComments = (text: string): string =>
  text
    .replaceAll(/\/\*[\s\S]*?\*\//g, (comment) => comment.replaceAll(/[^\n]/g, ""))
    .replaceAll(/(^|\s)\/\/.*$/gm, "$1");

test("no file is longer than 500 lines", () => {
  refuse(
    "file-size",
    [...sourceFiles(), ...checkoutFiles("desktop").filter((file) => file.endsWith(".css"))].flatMap(
      (file): Finding[] => {
        const lines = textOf(file).split("\n").length - 1;
        if (lines <= 500) return [];
        return [
          {
            key: file,
            message: `${file} has ${lines} lines. Split it by concept; beyond 300 a file usually holds two.`,
          },
        ];
      },
    ),
  );
});

test("no test is skipped, focused or left for later", () => {
  refuse(
    "whole-tests",
    sources
      .filter(({ file }) => isTest(file) && file !== "build/checks/source-text.test.ts")
      .flatMap((source) =>
        linesWith(
          source,
          /\b(?:test|it|describe|suite|bench)(?:\.\w+)*\.(?:only|skip|todo|skipIf|runIf|fails)\b/,
          () => "leaves tests out. Make it run, or delete it.",
        ),
      ),
  );
});

test("a TODO names its issue", () => {
  refuse(
    "todo",
    sources
      .filter(({ file }) => !file.startsWith("build/checks/"))
      .flatMap((source) =>
        linesWith(
          source,
          /\b(?:TODO|FIXME|XXX|HACK)\b(?!.{0,4}#\d+)/,
          () => "leaves work without an issue. Do it, or write TODO #number.",
        ),
      ),
  );
});

test("no state of a module: nothing is a `let` outside a function", () => {
  refuse(
    "module-state",
    sources
      .filter(({ file }) => !isTest(file))
      .flatMap((source) =>
        linesWith(
          source,
          /^(?:export )?(?:let|var) /,
          () => "keeps state in the module. Put it into an object that its owner passes on.",
        ),
      ),
  );
});

test("shared knows no clock and no chance", () => {
  refuse(
    "pure-shared",
    sources
      .filter(
        ({ file }) => file.startsWith("shared/") && !file.startsWith("shared/ui/") && !isTest(file),
      )
      .flatMap(({ file, text }) =>
        linesWith(
          { file, text: withoutComments(text) },
          /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bTemporal\.Now\b|\bglobalThis\b/,
          () => "asks the clock or chance. Take the instant or the random bytes as an argument.",
        ),
      ),
  );
});

test("no test judges by the clock on the wall", () => {
  refuse(
    "wall-clock",
    sources
      .filter(({ file }) => isTest(file) && !file.startsWith("build/checks/"))
      .flatMap((source) =>
        linesWith(
          source,
          /\bexpect(?:\.soft)?\((?:[^()]|\(\))*(?:\b(?:performance|Date)\.now\(\)|process\.hrtime|\b(?:elapsed|took|spent)(?:Ms)?\b)(?:[^()]|\(\))*\)\.(?:not\.)?toBe(?:Less|Greater)/,
          () => "compares a measured time. Pass the clock in; speed belongs to npm run bench.",
        ),
      ),
  );
});

test("nothing switches a check off without saying why", () => {
  refuse(
    "suppressions",
    sources
      .filter(({ file }) => file !== "build/checks/source-text.test.ts")
      .flatMap((source) =>
        linesWith(
          source,
          /@ts-(?:ignore|nocheck)\b|@ts-expect-error\s*$|(?:oxlint|eslint)-disable(?!.*--\s*\w)/,
          () =>
            'switches a check off. Mend the cause, or say why: "// oxlint-disable-next-line rule -- reason".',
        ),
      ),
  );
});

test("the product names no place outside itself", () => {
  const everything = checkoutFiles()
    .filter(
      (file) =>
        isSource(file) || /\.(?:md|json|ya?ml|html|css|mjs|sh)$/.test(file) || file === ".ci/run",
    )
    .filter(
      (file) => !file.endsWith("package-lock.json") && file !== "build/checks/source-text.test.ts",
    );
  refuse(
    "foreign-places",
    everything.flatMap((file) =>
      linesWith(
        { file, text: textOf(file) },
        /(?:^|[\s"'`(=])\/(?:work|root|Users)\/|\bhttps?:\/\/[^\s"'`/]*\b(?:registry|npm|artifacts?)\b/,
        () => "names a folder of one computer or a package registry. Say it by what it is instead.",
      ),
    ),
  );
});
