import { localDate } from "./local-time.ts";

export interface Holiday {
  readonly date: string;
  readonly name: string;
}

export interface HolidayList {
  /** New ones, by date. */
  readonly holidays: readonly Holiday[];
  /** Lines whose date is there already, in the pattern or further up. */
  readonly known: number;
  /** Lines that are no holiday, counted from 1. */
  readonly refused: readonly { readonly line: number; readonly text: string }[];
}

const iso = /^(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})$/;
const dotted = /^(?<day>\d{1,2})\.(?<month>\d{1,2})\.(?<year>\d{4})$/;

/** Separators of spreadsheets, or blanks between date and name. */
const line = /^"?(?<date>[\d.-]+)"?(?:\s*[;,\t]\s*|\s+)"?(?<name>[^"]+?)"?\s*$/;
const reversed = /^"?(?<name>[^";,\t]+?)"?\s*[;,\t]\s*"?(?<date>[\d.-]+)"?\s*$/;

/**
 * Holidays from pasted text or a CSV file: a date and a name on each line, in either order. Dates are `2026-12-25` or
 * `25.12.2026`; with slashes nobody can tell day from month, so they are refused. A first line without a date is taken
 * as the heading.
 */
export function readHolidays(text: string, present: readonly Holiday[]): HolidayList {
  const dates = new Set(present.map((holiday) => holiday.date));
  const holidays: Holiday[] = [];
  const refused: { line: number; text: string }[] = [];
  let known = 0;
  for (const [i, raw] of text.split(/\r?\n/).entries()) {
    const shown = raw.replace(/^\uFEFF/, "").trim();
    if (shown === "") continue;
    const holiday = holidayOf(shown);
    if (holiday === null) {
      const isHeading = i === 0 && !/\d/.test(shown);
      if (!isHeading) refused.push({ line: i + 1, text: shown.slice(0, 80) });
    } else if (dates.has(holiday.date)) known += 1;
    else {
      dates.add(holiday.date);
      holidays.push(holiday);
    }
  }
  return { holidays: holidays.sort((a, b) => (a.date < b.date ? -1 : 1)), known, refused };
}

function holidayOf(text: string): Holiday | null {
  const match = line.exec(text) ?? reversed.exec(text);
  const { date = "", name = "" } = match?.groups ?? {};
  const parts = (iso.exec(date) ?? dotted.exec(date))?.groups;
  if (parts === undefined || name === "") return null;
  const { year = "", month = "", day = "" } = parts;
  const read = localDate.safeParse(`${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`);
  return read.success ? { date: read.data, name: name.trim().slice(0, 200) } : null;
}
