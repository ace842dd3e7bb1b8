import { duration } from "./duration.ts";
import { localeOf } from "./locale.ts";
import { boardNumber, percent } from "./number.ts";
import { relativeTime } from "./relative-time.ts";

/** Formatters bound to one language and one plant's zone. Instants are UTC milliseconds, durations milliseconds. */
export interface Format {
  /** A ratio (1 = 100 %): `63.3 %`. */
  readonly percent: (ratio: number, decimals?: number) => string;
  /** At most three significant digits beyond the integer part: `4.25`, `18.7`, `1,204`. */
  readonly number: (value: number) => string;
  /** Every digit that matters, for where precision is asked for. */
  readonly precise: (value: number, decimals: number) => string;
  /** A number with exactly so many decimals: `4.0`, where several stand under each other. */
  readonly fixed: (value: number, decimals: number) => string;
  /** A whole number of pieces, grouped. */
  readonly pieces: (count: number) => string;
  /** Bytes in powers of 1000: `3.4 MB`. */
  readonly bytes: (count: number) => string;
  /** `1 h 23 min`. */
  readonly duration: (ms: number) => string;
  /** `14:05` in the plant's zone. */
  readonly clock: (at: number) => string;
  /** `14:05:09` in the plant's zone. */
  readonly clockSeconds: (at: number) => string;
  /** `22 Nov 2026` in the plant's zone. */
  readonly date: (at: number) => string;
  /** `Sun 22 Nov` in the plant's zone. */
  readonly dayShort: (at: number) => string;
  /** `22 Nov 2026, 14:05` in the plant's zone. */
  readonly dateTime: (at: number) => string;
  /** `22 Nov 2026, 14:05:09` in the plant's zone. */
  readonly dateTimeSeconds: (at: number) => string;
  /** `3 minutes ago`. */
  readonly relative: (at: number) => string;
}

export function createFormat(language: string, timeZone: string, now: () => number): Format {
  const locale = localeOf(language);
  const time = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(locale, { timeZone, hourCycle: "h23", ...options });
    return (at: number) => format.format(at);
  };
  const hourMinute = { hour: "2-digit", minute: "2-digit" } as const;
  const day = {
    day: "2-digit",
    month: language === "de" ? "2-digit" : "short",
    year: "numeric",
  } as const;
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  return {
    percent: (ratio, decimals) => percent(ratio, language, decimals),
    number: (value) => boardNumber(value, language),
    precise: (value, decimals) =>
      new Intl.NumberFormat(locale, { maximumFractionDigits: decimals }).format(value),
    fixed: (value, decimals) =>
      new Intl.NumberFormat(locale, {
        minimumFractionDigits: decimals,
        maximumFractionDigits: decimals,
      }).format(value),
    pieces: (count) => whole.format(count),
    bytes: (count) => bytesText(count, locale),
    duration,
    clock: time(hourMinute),
    clockSeconds: time({ ...hourMinute, second: "2-digit" }),
    date: time(day),
    dayShort: time({
      weekday: "short",
      day: "2-digit",
      month: language === "de" ? "2-digit" : "short",
    }),
    dateTime: time({ ...day, ...hourMinute }),
    dateTimeSeconds: time({ ...day, ...hourMinute, second: "2-digit" }),
    relative: (at) => relativeTime(at, now(), language),
  };
}

const byteUnits = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const;

function bytesText(count: number, locale: string): string {
  const step = Math.min(byteUnits.length - 1, Math.floor(Math.log10(Math.max(1, count)) / 3));
  return new Intl.NumberFormat(locale, {
    style: "unit",
    unit: byteUnits[step]!,
    maximumSignificantDigits: 3,
  }).format(count / 1_000 ** step);
}
