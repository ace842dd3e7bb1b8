import { alertWords, type AlertFormat, type Say, type ToldAlert } from "./alert-words.ts";

/** What goes out of an alert: words and facts, without any link. */
export interface AlertMessage {
  readonly subject: string;
  readonly lines: readonly string[];
  /** Facts by name, for tables and programs. */
  readonly facts: readonly { readonly name: string; readonly value: string }[];
  readonly isOver: boolean;
}

/** What a message tells besides the alert's own words. */
export interface MessageParts {
  readonly alert: ToldAlert;
  readonly plant: string;
  readonly raisedAt: number;
  /** Null = it stands. */
  readonly clearedAt: number | null;
  readonly rule: string | null;
}

export function alertMessage(parts: MessageParts, say: Say, format: AlertFormat): AlertMessage {
  const { title, text } = alertWords(parts.alert, say, format);
  const { plant, raisedAt, clearedAt, rule } = parts;
  const isOver = clearedAt !== null;
  const fact = (key: string, value: string | null) =>
    value === null ? [] : [{ name: say(`message.${key}`), value }];
  return {
    subject: isOver ? say("message.over", { title }) : title,
    lines: isOver
      ? [say("message.overSince", { since: format.dateTime(clearedAt) }), text]
      : [text],
    facts: [
      ...fact("machine", parts.alert.machine),
      ...fact("raisedAt", format.dateTime(raisedAt)),
      ...fact("clearedAt", isOver ? format.dateTime(clearedAt) : null),
      ...fact("rule", rule),
      ...fact("plant", plant),
    ],
    isOver,
  };
}

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0)};`);

/** The body of a mail as plain text. */
export const mailText = ({ lines, facts }: AlertMessage): string =>
  [...lines, "", ...facts.map(({ name, value }) => `${name}: ${value}`)].join("\n");

/** The same as short HTML; whatever people or machines wrote stays text. */
export function mailHtml({ subject, lines, facts }: AlertMessage): string {
  const rows = facts
    .map(({ name, value }) => `<tr><td>${escaped(name)}</td><td>${escaped(value)}</td></tr>`)
    .join("");
  const paragraphs = lines.map((line) => `<p>${escaped(line)}</p>`).join("");
  return `<h3>${escaped(subject)}</h3>${paragraphs}<table cellpadding="4">${rows}</table>`;
}
