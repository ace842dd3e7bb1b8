/** Flags that change how far a figure can be trusted; shown as warnings. */
const warnings: ReadonlySet<string> = new Set([
  "insufficient_data",
  "check_ideal_cycle",
  "counts_without_run_time",
  "output_in_unknown_time",
  "rejects_exceed_output",
  "unplanned_output",
]);

/** Whether a flag asks for action; the others (a running shift is preliminary) are facts. */
export const isWarning = (flag: string): boolean => warnings.has(flag);

/** Warnings first, then facts; each once. */
export const flagsInOrder = (flags: readonly string[]): string[] =>
  [...new Set(flags)].sort((a, b) => Number(isWarning(b)) - Number(isWarning(a)));
