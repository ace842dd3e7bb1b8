import { linkLossCauses } from "../machines/sample.ts";

/** What a connection's log tells besides why its link was lost. */
export const connectionNotices = [
  "live",
  "created",
  /** `detail` names who did it and what. */
  "settings_changed",
  "tags_changed",
  "switched_on",
  "switched_off",
  /** The stored password or key does not open with the vault's key: it must be given again. */
  "secret_unreadable",
  /** The server's clock is more than two seconds off; `detail` is the offset in milliseconds. */
  "clock_offset",
  "clock_good",
  /** The server does not accept or no longer knows these tags. */
  "tags_refused",
  "tags_accepted",
  /** Readings the driver knows it has lost: notifications missed, telegrams dropped. */
  "readings_lost",
  "certificate_changed",
] as const;

/** What an entry of a connection's log can tell; texts stand in the locales. */
export const connectionLogEvents = [...linkLossCauses, ...connectionNotices] as const;
export type ConnectionLogEvent = (typeof connectionLogEvents)[number];

/** Entries kept of each connection. */
export const connectionLogLength = 1_000;
