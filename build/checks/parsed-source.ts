import path from "node:path";
import { parseSync, type ESTree } from "vite";
import { textOf } from "./checkout-files.ts";

/** One import or re-export of a file. */
export interface Import {
  readonly from: string;
  /** As written: `#shared/kernel/id.ts`, `./write.ts`, `node:fs`, `zod`. */
  readonly specifier: string;
  /** Path in the checkout, or null for a package. */
  readonly target: string | null;
  /** Vanishes before the program runs. */
  readonly isTypeOnly: boolean;
  /** Names taken; empty for `import "x"`, `import * as` and `import()`. */
  readonly names: readonly string[];
}

export interface ParsedSource {
  readonly file: string;
  readonly text: string;
  readonly imports: readonly Import[];
  /** Parsed further only when asked for. */
  readonly program: () => ESTree.Program;
}

/** Where a specifier leads: subpath imports of package.json and relative ones are ours, all else is a package. */
function targetOf(file: string, specifier: string): string | null {
  const bare = specifier.replace(/\?.*$/, "");
  if (bare.startsWith("#")) return bare.slice(1);
  if (bare.startsWith(".")) return path.posix.join(path.posix.dirname(file), bare);
  return null;
}

/** @throws Error when the file is no TypeScript */
export function parseSource(file: string): ParsedSource {
  const text = textOf(file);
  const parsed = parseSync(file, text);
  if (parsed.errors.length > 0) throw new Error(`${file}: ${parsed.errors[0]?.message}`);

  const importOf = (specifier: string, isTypeOnly: boolean, names: readonly string[]): Import => ({
    from: file,
    specifier,
    target: targetOf(file, specifier),
    isTypeOnly,
    names,
  });
  const imports = parsed.module.staticImports.map(({ moduleRequest, entries }) =>
    importOf(
      moduleRequest.value,
      entries.length > 0 && entries.every(({ isType }) => isType),
      entries.flatMap(({ importName }) => importName.name ?? []),
    ),
  );
  const reExports = parsed.module.staticExports.flatMap(({ entries }) => {
    const specifier = entries[0]?.moduleRequest?.value;
    if (specifier === undefined) return [];
    return [
      importOf(
        specifier,
        entries.every(({ isType }) => isType),
        entries.flatMap(({ importName }) => importName.name ?? []),
      ),
    ];
  });
  const lazy = parsed.module.dynamicImports.flatMap(({ moduleRequest }) => {
    const literal = /^["'`]([^"'`$]+)["'`]$/.exec(
      text.slice(moduleRequest.start, moduleRequest.end),
    );
    return literal ? [importOf(literal[1]!, false, [])] : [];
  });
  return {
    file,
    text,
    imports: [...imports, ...reExports, ...lazy],
    program: () => parsed.program,
  };
}
