import type { ParsedSource } from "./parsed-source.ts";

/** Exported functions of a store that take a `Writer`, and not one that may as well be a `Reader`. */
export function writesOf(store: ParsedSource): string[] {
  const alone = /(?::|<)\s*Writer\b(?!\s*\|)/;
  return [
    ...store.text.matchAll(
      /^export (?:async )?(?:function|const) (\w+)([\s\S]*?)(?=^export |$(?![\s\S]))/gm,
    ),
  ]
    .filter(([, , declaration]) => {
      const head = /^[^{]*?\)\s*(?::[^{=]*)?(?:=>|\{)/.exec(declaration!)?.[0] ?? declaration!;
      return alone.test(head);
    })
    .map(([, name]) => name!);
}
