import type { TagValue } from "../machines/sample.ts";
import type { TagClause } from "./rule-condition.ts";

/** What the historian tells of a tag around a stop; values that cannot be trusted are left out. */
export interface TagReading {
  /** The last value at or before the beginning of the stop; undefined = none is known. */
  readonly atStart: TagValue | undefined;
  /** Values that came before the stop ended, in order. */
  readonly within: readonly TagValue[];
}

/** Readings by tag code. */
export type TagReadings = ReadonlyMap<string, TagReading>;

/** Whether a clause fits what was read. A value that nobody knows fits nothing, not even `differs`. */
export function tagFits({ when, is, value }: TagClause, reading: TagReading | undefined): boolean {
  if (reading === undefined) return false;
  const values = when === "start" ? [reading.atStart] : [reading.atStart, ...reading.within];
  return values.some((read) => read !== undefined && read !== null && compares(read, is, value));
}

function compares(
  read: Exclude<TagValue, null>,
  is: TagClause["is"],
  wanted: TagClause["value"],
): boolean {
  switch (is) {
    case "equals":
      return isSame(read, wanted);
    case "differs":
      return !isSame(read, wanted);
    case "below":
      return numberOf(read) < Number(wanted);
    case "atMost":
      return numberOf(read) <= Number(wanted);
    case "atLeast":
      return numberOf(read) >= Number(wanted);
    case "above":
      return numberOf(read) > Number(wanted);
    default:
      return is satisfies never;
  }
}

/** NaN for text, which no size compares with. */
const numberOf = (read: Exclude<TagValue, null>): number =>
  typeof read === "string" ? Number.NaN : Number(read);

/** Bits come as booleans or as 0 and 1; texts are compared without regard to capitals. */
function isSame(read: Exclude<TagValue, null>, wanted: TagClause["value"]): boolean {
  if (typeof wanted === "string")
    return String(read).trim().toLowerCase() === wanted.trim().toLowerCase();
  if (typeof read === "string") return false;
  return typeof wanted === "boolean" ? (Number(read) !== 0) === wanted : Number(read) === wanted;
}
