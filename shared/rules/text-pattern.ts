import { RE2JS } from "re2js";

/** Tells whether a text fits a pattern of RE2, which takes time linear in the text whatever the pattern. */
export type TextPattern = (text: string) => boolean;

/** @throws {Error} where the pattern is none */
export function textPattern(pattern: string): TextPattern {
  const compiled = RE2JS.compile(pattern, RE2JS.CASE_INSENSITIVE | RE2JS.DOTALL);
  return (text) => compiled.matcher(text).find();
}

/** What is wrong with a pattern, null when nothing is. */
export function patternIssue(pattern: string): string | null {
  try {
    textPattern(pattern);
    return null;
  } catch {
    return "must be a pattern (RE2)";
  }
}
