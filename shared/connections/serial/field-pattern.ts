import { RE2JS } from "re2js";

/** A compiled pattern: named groups out of a text, in time linear in its length. */
export interface FieldPattern {
  readonly names: readonly string[];
  /** null = the text does not fit; a group that took no part is null. */
  match(text: string): ReadonlyMap<string, string | null> | null;
}

/** Compiles RE2 syntax. @throws {Error} where the pattern is none */
export function fieldPattern(pattern: string): FieldPattern {
  const compiled = RE2JS.compile(pattern, RE2JS.DOTALL);
  const names = Object.keys(compiled.namedGroups());
  return {
    names,
    match(text) {
      const matcher = compiled.matcher(text);
      if (!matcher.find()) return null;
      return new Map(names.map((name) => [name, matcher.group(name)]));
    },
  };
}

/** Names of the groups of a pattern, in order, or what is wrong with it. */
export function groupNamesOf(pattern: string): readonly string[] | Error {
  try {
    return fieldPattern(pattern).names;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
