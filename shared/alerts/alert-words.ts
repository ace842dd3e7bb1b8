import type { AlertFacts } from "./alert-facts.ts";

/** The numbers and instants of an alert as its reader writes them. */
export interface AlertFormat {
  /** Milliseconds as `1 h 23 min`. */
  duration(ms: number): string;
  /** A ratio as `63.3 %`. */
  percent(ratio: number, decimals?: number): string;
  /** `22 Nov 2026, 14:05` in the plant's zone. */
  dateTime(at: number): string;
}

/** Gives a text of the alerts by its key, with values put in. */
export type Say = (key: string, values?: Readonly<Record<string, string>>) => string;

/** An alert in words: what it is in one line, and what was seen in a sentence. */
export interface AlertWords {
  readonly title: string;
  readonly text: string;
}

/** What of an alert is put into words. `machine`: code and name; null = it is about no machine. */
export interface ToldAlert {
  readonly facts: AlertFacts;
  readonly machine: string | null;
}

/** Says an alert in words, the same for screens, mails and webhooks; the caller brings language and formats. */
export function alertWords(
  { facts, machine }: ToldAlert,
  say: Say,
  format: AlertFormat,
): AlertWords {
  const values = { ...valuesOf(facts, say, format), machine: machine ?? say("told.plant") };
  return {
    title: say(`told.${facts.kind}.title`, values),
    text: say(`told.${facts.kind}.text`, values),
  };
}

const dash = "–";
/** A limit in percent points. */
const limit = (percent: number, format: AlertFormat): string =>
  format.percent(percent / 100, Number.isInteger(percent) ? 0 : 1);

function valuesOf(facts: AlertFacts, say: Say, format: AlertFormat): Record<string, string> {
  switch (facts.kind) {
    case "stop_longer":
      return {
        minutes: String(facts.minutes),
        since: format.dateTime(facts.since),
        state: say(`states.${facts.state}`),
        cause: facts.cause ?? dash,
      };
    case "oee_below":
      return {
        limit: limit(facts.percent, format),
        oee: format.percent(facts.oee),
        coverage: format.percent(facts.coverage),
        shift: facts.shift,
      };
    case "rate_below":
      return {
        limit: limit(facts.percent, format),
        rate: format.percent(facts.rate),
        minutes: String(facts.minutes),
      };
    case "link_lost":
      return {
        connection: facts.connection,
        since: format.dateTime(facts.since),
        minutes: String(facts.minutes),
      };
    case "unclassified_above":
      return {
        minutes: String(facts.minutes),
        unclassified: format.duration(facts.unclassifiedMs),
        shift: facts.shift,
      };
    case "counts_suspect":
    case "notice":
      return { notice: say(`notices.${facts.code}`), tag: facts.tag, detail: facts.detail };
    case "andon":
      return {
        call: say(`calls.${facts.call}`),
        note: facts.note === "" ? dash : facts.note,
        by: facts.by,
        since: format.dateTime(facts.since),
        step: String(facts.step + 1),
      };
    case "delivery_failed":
      return {
        channel: say(`channels.${facts.channel}`),
        target: facts.target,
        detail: facts.detail,
      };
    default:
      return facts satisfies never;
  }
}
