import type { AlarmRow } from "./rule-values.ts";

/** A list laid over what stands there: known codes take its text, and its reason where it names one; new ones follow. */
export function mergeAlarms(before: readonly AlarmRow[], list: readonly AlarmRow[]): AlarmRow[] {
  const byCode = new Map(list.map((row) => [row.code, row]));
  const known = new Set(before.map(({ code }) => code));
  return [
    ...before.map((row) => {
      const listed = byCode.get(row.code);
      return listed === undefined
        ? row
        : { ...row, text: listed.text, reason: listed.reason || row.reason };
    }),
    ...list.filter(({ code }) => !known.has(code)),
  ];
}
