import type { LinkLossCause } from "../machines/sample.ts";
import type { ConnectionLogEvent } from "./connection-log.ts";

/** What is looked at of a running connection, about once a second. */
export interface LinkLook {
  readonly link: "live" | "lost";
  /** How long it has been so, milliseconds. */
  readonly forMs: number;
  readonly cause: LinkLossCause | null;
  readonly detail: string | null;
  /** Server clock minus ours in milliseconds; null = not known. */
  readonly clockOffsetMs: number | null;
  readonly lost: number;
  /** Thumbprint of the server's certificate; null = none met. */
  readonly certificate: string | null;
  /** Tags the server does not accept: code → why. */
  readonly refusedTags: ReadonlyMap<string, string>;
}

export interface LinkNotice {
  readonly level: "info" | "warn";
  readonly event: ConnectionLogEvent;
  readonly detail: string;
}

/** A server's clock may be off this much before people are told, and must come back well under it to be good again. */
const offsetLimitMs = 2_000;
const offsetGoodMs = 1_500;
/** After this a session's items have had the time to be accepted. */
const settledMs = 10_000;
const namedTags = 10;

export interface LinkMemory {
  readonly look: LinkLook | null;
  readonly isClockOff: boolean;
  /** The refused tags people were told of. */
  readonly refusedTags: ReadonlyMap<string, string>;
}

export const freshLinkMemory: LinkMemory = {
  look: null,
  isClockOff: false,
  refusedTags: new Map(),
};

/** What people should read of a connection since the last look, each thing once. */
export function noticeLink(
  memory: LinkMemory,
  look: LinkLook,
): { readonly memory: LinkMemory; readonly notices: readonly LinkNotice[] } {
  const before = memory.look;
  const notices: LinkNotice[] = [];
  const isNewCause = before?.link === "lost" && before.cause !== look.cause;
  if (isNewCause && look.link === "lost" && look.cause !== null && look.cause !== "starting")
    notices.push({ level: "warn", event: look.cause, detail: look.detail ?? "" });
  if (before !== null && look.lost > before.lost)
    notices.push({ level: "warn", event: "readings_lost", detail: String(look.lost) });
  if (before?.certificate && look.certificate && before.certificate !== look.certificate)
    notices.push({ level: "warn", event: "certificate_changed", detail: look.certificate });
  const clock = noticeClock(memory.isClockOff, look.clockOffsetMs);
  const tags = noticeTags(memory.refusedTags, look);
  return {
    memory: { look, isClockOff: clock.isOff, refusedTags: tags.refused },
    notices: [...notices, ...clock.notices, ...tags.notices],
  };
}

function noticeClock(wasOff: boolean, offsetMs: number | null) {
  const notices: LinkNotice[] = [];
  const size = Math.abs(offsetMs ?? 0);
  const isOff = offsetMs === null ? wasOff : size > (wasOff ? offsetGoodMs : offsetLimitMs);
  const detail = String(Math.round(offsetMs ?? 0));
  if (isOff && !wasOff) notices.push({ level: "warn", event: "clock_offset", detail });
  if (!isOff && wasOff) notices.push({ level: "info", event: "clock_good", detail });
  return { isOff, notices };
}

function noticeTags(told: ReadonlyMap<string, string>, look: LinkLook) {
  if (look.link !== "live" || look.forMs < settledMs) return { refused: told, notices: [] };
  const now = look.refusedTags;
  const notices: LinkNotice[] = [];
  const refused = [...now].filter(([code, why]) => told.get(code) !== why);
  if (refused.length > 0) {
    const detail = named(refused.map(([code, why]) => `${code} ${why}`));
    notices.push({ level: "warn", event: "tags_refused", detail });
  }
  const accepted = [...told.keys()].filter((code) => !now.has(code));
  if (accepted.length > 0)
    notices.push({ level: "info", event: "tags_accepted", detail: named(accepted) });
  return { refused: now, notices };
}

const named = (names: readonly string[]): string =>
  names.length <= namedTags
    ? names.join(", ")
    : `${names.slice(0, namedTags).join(", ")} +${names.length - namedTags}`;
