import type { z } from "zod";

/** What a form holds, read by the contract's own schema. */
export type SettingsReading<Settings> =
  | { readonly ok: true; readonly settings: Settings }
  /** Field of the form → rule that is broken. */
  | { readonly ok: false; readonly issues: Readonly<Record<string, string>> };

/** Reads a form's values; the first issue of each field counts. */
export function readSettings<Settings>(
  schema: z.ZodType<Settings>,
  draft: unknown,
  fieldOf: (path: string) => string,
): SettingsReading<Settings> {
  const parsed = schema.safeParse(draft);
  if (parsed.success) return { ok: true, settings: parsed.data };
  const issues = parsed.error.issues.map(
    (issue) => [fieldOf(issue.path.join(".")), issue.message] as const,
  );
  return { ok: false, issues: Object.fromEntries(issues.toReversed()) };
}

/** `transport.line.baudRate` → `baudRate`, `telegram.fields.names.2` → `names`: fields are named as in the contract. */
export const lastWord = (path: string): string =>
  path.split(".").findLast((word) => !/^\d+$/.test(word)) ?? "";
