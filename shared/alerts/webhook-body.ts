import type { AlertFacts } from "./alert-facts.ts";
import type { AlertMessage } from "./alert-message.ts";
import type { WebhookShape } from "./webhook-shape.ts";

/** What a program gets beside the words: the facts as numbers, and the id it may know a repeated one by. */
export interface WebhookFacts {
  /** Id of the delivery. */
  readonly id: string;
  readonly alertId: string;
  readonly moment: "raised" | "cleared";
  readonly machineCode: string | null;
  readonly raisedAt: number;
  readonly clearedAt: number | null;
  readonly facts: AlertFacts | null;
}

/** The JSON a webhook is sent, in the shape of the service behind it. */
export function webhookBody(
  shape: WebhookShape,
  message: AlertMessage,
  facts: WebhookFacts,
): object {
  switch (shape) {
    case "teams":
      return teamsCard(message);
    case "slack":
      return slackBlocks(message);
    case "json":
      return { version: 1, ...facts, title: message.subject, text: message.lines.join("\n") };
    default:
      return shape satisfies never;
  }
}

/** An adaptive card in the message that Teams' workflows ("post to a channel when a webhook request is received") take. */
function teamsCard({ subject, lines, facts, isOver }: AlertMessage): object {
  const body = [
    {
      type: "TextBlock",
      text: subject,
      weight: "bolder",
      size: "medium",
      wrap: true,
      color: isOver ? "good" : "attention",
    },
    ...lines.map((text) => ({ type: "TextBlock", text, wrap: true })),
    { type: "FactSet", facts: facts.map(({ name, value }) => ({ title: name, value })) },
  ];
  const card = {
    $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
    type: "AdaptiveCard",
    version: "1.4",
    body,
  };
  const attachment = { contentType: "application/vnd.microsoft.card.adaptive", content: card };
  return { type: "message", attachments: [{ ...attachment, contentUrl: null }] };
}

/** Slack takes `&`, `<` and `>` for control signs everywhere (docs: formatting text for app surfaces). */
const slackText = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** A header holds at most 150 signs, a section's text 3000 and its fields 10 of 2000. */
function slackBlocks({ subject, lines, facts }: AlertMessage): object {
  const plain = (text: string, most: number) => ({
    type: "plain_text",
    text: slackText(text).slice(0, most),
    emoji: false,
  });
  return {
    text: slackText(subject).slice(0, 300),
    blocks: [
      { type: "header", text: plain(subject, 150) },
      { type: "section", text: plain(lines.join("\n"), 3_000) },
      {
        type: "section",
        fields: facts.slice(0, 10).map(({ name, value }) => plain(`${name}: ${value}`, 2_000)),
      },
    ],
  };
}
