/** Rules about a whole pattern carry names and dates; this finds which rule it is and what it names. */
const issues = [
  [/^break "(?<a>.+)" is not inside the shift$/, "breakOutside"],
  [/^break "(?<a>.+)" overlaps break "(?<b>.+)"$/, "breaksOverlap"],
  [/^shift "(?<a>.+)" overlaps shift "(?<b>.+)"$/, "shiftsOverlap"],
  [/^shift "(?<a>.+)" is there on this date anyway$/, "thereAnyway"],
  [/^shift "(?<a>.+)" is there twice$/, "shiftTwice"],
  [/^the pattern has no shift "(?<a>.+)"$/, "noShift"],
  [/^shift "(?<a>.+)" is not there on this date$/, "notThere"],
  [/^must be longer than the usual shift$/, "notLonger"],
  [/^crew "(?<a>.+)" is there twice$/, "crewTwice"],
  [/^the pattern has no crew "(?<a>.+)"$/, "noCrew"],
  [/^(?<a>\d{4}-\d\d-\d\d) is there twice$/, "dateTwice"],
] as const;

export interface NamedIssue {
  /** Key of its words. */
  readonly key: (typeof issues)[number][1];
  readonly names: Readonly<Record<string, string>>;
}

/** A rule broken between parts of a pattern; null for a rule about one field alone. */
export function patternIssue(message: string): NamedIssue | null {
  for (const [pattern, key] of issues) {
    const match = pattern.exec(message);
    if (match !== null) return { key, names: { ...match.groups } };
  }
  return null;
}
