import { jsonOf } from "./checkout-files.ts";

/** One breach of a rule. */
export interface Finding {
  /** Names the breach in `baseline.json`; stays the same while the breach does. */
  readonly key: string;
  /** What is wrong and what to do about it. */
  readonly message: string;
}

/** Rule → key of a finding → why it is let through. The file may only shrink. */
type Baseline = Readonly<Record<string, Readonly<Record<string, string>>>>;

const baselineFile = "build/checks/baseline.json";

/**
 * Holds the checkout to a rule.
 * @throws Error that lists every breach not excused in the baseline, and every excuse that is no longer needed
 */
export function refuse(rule: string, findings: readonly Finding[]): void {
  const excused = (jsonOf(baselineFile) as Baseline)[rule] ?? {};
  const found = new Map(findings.map(({ key, message }) => [key, message]));
  const complaints = [
    ...[...found]
      .filter(([key]) => !(key in excused))
      .map(([key, message]) => `${message}\n    [${key}]`),
    ...Object.keys(excused)
      .filter((key) => !found.has(key))
      .map((key) => `This is mended: take it out of "${rule}" in ${baselineFile}.\n    [${key}]`),
  ];
  if (complaints.length === 0) return;
  throw new Error(`${rule}: ${complaints.length} to mend\n\n- ${complaints.join("\n- ")}\n`);
}
