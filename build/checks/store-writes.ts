/** A parameter of type `Writer`; one that may as well be a `Reader` only reads. */
const takesWriter = /[:<]\s*Writer\b(?!\s*\|)/;

/** From `export` to the end of the parameter list of each exported function. */
const heads =
  /^export (?:(?:async )?function (\w+)(?:<[^(]*>)?|const (\w+) = (?:async )?(?:<[^(]*>)?)\s*\(([\s\S]*?)\)\s*(?::|=>|\{)/gm;

/**
 * Exported functions of a store that take a `Writer`.
 * @param text of the store's file
 */
export const writesOf = (text: string): string[] =>
  [...text.matchAll(heads)]
    .filter(([, , , parameters]) => takesWriter.test(parameters!))
    .map(([, name, constant]) => (name ?? constant)!);
