import type { CsvValue } from "../../kernel/csv.ts";
import { zoneOffsetMs } from "../strip/zone-offset.ts";
import type { ValueKind } from "./export-table.ts";

/** A cell of a spreadsheet with its type; `format` in the spreadsheet's own letters. */
export type ExcelCell =
  | { readonly type: "empty" }
  | { readonly type: "text"; readonly value: string }
  | { readonly type: "flag"; readonly value: boolean }
  | { readonly type: "number"; readonly value: number; readonly format?: string }
  /** `value` is UTC milliseconds of an instant whose UTC fields read as the plant's wall clock. */
  | { readonly type: "clock"; readonly value: number };

/** As `toISOString` writes it. */
const isoInstant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{3})?Z$/;
const secondsPerDay = 86_400;
/** Longer texts make a spreadsheet call the file damaged. */
const longestText = 32_767;

/**
 * A value as a spreadsheet can count with it: a number as number, seconds as a length of time, a ratio as percent, an
 * instant (ISO text, UTC) as date and time on the plant's wall clock. A text stays a text, whatever it begins with.
 */
export function excelCell(value: CsvValue, kind: ValueKind | undefined, zone: string): ExcelCell {
  if (value === null || value === "") return { type: "empty" };
  if (typeof value === "boolean") return { type: "flag", value };
  if (typeof value === "number") {
    if (kind === "seconds")
      return { type: "number", value: value / secondsPerDay, format: "[h]:mm:ss" };
    return kind === "percent"
      ? { type: "number", value, format: "0.0%" }
      : { type: "number", value };
  }
  if (!isoInstant.test(value)) return { type: "text", value: value.slice(0, longestText) };
  const at = Date.parse(value);
  return { type: "clock", value: at + zoneOffsetMs(at, zone) };
}
