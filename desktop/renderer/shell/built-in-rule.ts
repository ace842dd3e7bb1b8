/** A rule that zod words itself (bounds, types, lengths), with its bound; the shared schemas word all others. */
export interface BuiltInRule {
  /** Key of its words. */
  readonly key:
    | "atLeast"
    | "atMost"
    | "tooLong"
    | "tooMany"
    | "tooFew"
    | "empty"
    | "whole"
    | "noValue";
  readonly bound: number | undefined;
}

const rules = [
  [/^Too small: expected (?:number|int) to be >=(-?[\d.]+)$/, "atLeast"],
  [/^Too big: expected (?:number|int) to be <=(-?[\d.]+)$/, "atMost"],
  [/^Too big: expected string to have <=(\d+) characters?$/, "tooLong"],
  [/^Too small: expected string to have >=(\d+) characters?$/, "empty"],
  [/^Too big: expected array to have <=(\d+) items?$/, "tooMany"],
  [/^Too small: expected array to have >=(\d+) items?$/, "tooFew"],
  [/^Invalid input: expected int, received number$/, "whole"],
  [/^Invalid (?:input|option): expected /, "noValue"],
] as const;

/** Which built-in rule a message of zod 4 tells of; null when a schema has words of its own. */
export function builtInRule(message: string): BuiltInRule | null {
  for (const [pattern, key] of rules) {
    const match = pattern.exec(message);
    if (match !== null)
      return { key, bound: match[1] === undefined ? undefined : Number(match[1]) };
  }
  return null;
}
