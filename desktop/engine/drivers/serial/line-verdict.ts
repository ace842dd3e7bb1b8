import type { Telegram } from "#shared/connections/serial-settings.ts";

/** What has been heard over a line so far; instants in milliseconds of one steady clock. */
export interface LineRecord {
  readonly openedAt: number;
  /** The newest telegram that made sense; null = none yet. */
  readonly goodAt: number | null;
  /** The newest characters of any kind. */
  readonly bytesAt: number | null;
  /** Since the newest good telegram. */
  readonly timeouts: number;
  readonly garbage: number;
}

export type LineVerdict = "good" | "waiting" | "silent" | "bad_frames";

/** This much garbage in a row and nothing good: a device that speaks when it wants to is not understood. */
const garbageLimit = 3;
/** So many requests in a row without any answer: nobody is there. */
const timeoutLimit = 2;

/** Longest time without a good telegram, in milliseconds; null = the device may be quiet for ever. */
export function silenceLimitMs(telegram: Telegram): number | null {
  const { exchange, silentAfterMs } = telegram;
  if (exchange.type === "listen") return silentAfterMs ?? null;
  return Math.max(silentAfterMs ?? 5_000, exchange.everyMs + exchange.timeoutMs + 500);
}

/** Whether a line is understood: green only while telegrams make sense, or where quiet is a habit of the device. */
export function judgeLine(record: LineRecord, telegram: Telegram, now: number): LineVerdict {
  const limit = silenceLimitMs(telegram);
  const since = record.goodAt ?? record.openedAt;
  const isOver =
    (limit !== null && now - since > limit) ||
    (record.timeouts >= timeoutLimit && telegram.exchange.type === "poll");
  if (isOver) return isBabbling(record, telegram, since, now) ? "bad_frames" : "silent";
  if (limit === null) return record.garbage >= garbageLimit ? "bad_frames" : "good";
  return record.goodAt === null ? "waiting" : "good";
}

/** Characters still come; the rest of a telegram that broke off when the device died does not count. */
function isBabbling(
  { bytesAt }: LineRecord,
  telegram: Telegram,
  since: number,
  now: number,
): boolean {
  if (bytesAt === null || bytesAt <= since) return false;
  const limit = silenceLimitMs(telegram) ?? Infinity;
  return now - bytesAt < (telegram.exchange.type === "poll" ? limit : limit / 2);
}
