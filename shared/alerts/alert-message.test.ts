import { expect, test } from "vitest";
import { alertKinds, type AlertFacts } from "./alert-facts.ts";
import { alertMessage, mailHtml, mailText } from "./alert-message.ts";
import type { AlertFormat, Say } from "./alert-words.ts";
import { webhookBody } from "./webhook-body.ts";

const format: AlertFormat = {
  duration: (ms) => `${ms / 60_000} min`,
  percent: (ratio) => `${ratio * 100} %`,
  dateTime: (at) => `@${at}`,
};
const say: Say = (key, values) => `${key}(${Object.values(values ?? {}).join("|")})`;
const andon: AlertFacts = {
  kind: "andon",
  call: "material",
  note: "<b>no</b> blanks & lids",
  since: 5,
  by: "Anna",
  step: 1,
};
const parts = {
  alert: { facts: andon, machine: "PRESS-1 · Press 1" },
  plant: "Works 2",
  raisedAt: 5,
  clearedAt: null,
  rule: null,
};

test("a message says what, which machine, since when and who, without a link", () => {
  const message = alertMessage(parts, say, format);
  const text = mailText(message);
  for (const fact of ["PRESS-1 · Press 1", "Anna", "@5", "Works 2", "no</b> blanks"])
    expect(text).toContain(fact);
  expect(text).not.toMatch(/https?:/);
  expect(message.isOver).toBe(false);
  expect(alertMessage({ ...parts, clearedAt: 9 }, say, format)).toMatchObject({ isOver: true });
});

test("what people wrote stays text in HTML and in Slack", () => {
  const message = alertMessage(parts, say, format);
  expect(mailHtml(message)).toContain("&#60;b&#62;no&#60;/b&#62; blanks &#38; lids");
  const slack = JSON.stringify(webhookBody("slack", message, facts));
  expect(slack).toContain("&lt;b&gt;no&lt;/b&gt; blanks &amp; lids");
});

const facts = {
  id: "d",
  alertId: "a",
  moment: "raised",
  machineCode: "PRESS-1",
  raisedAt: 5,
  clearedAt: null,
  facts: andon,
} as const;

test("each service gets the shape it takes", () => {
  const message = alertMessage(parts, say, format);
  expect(webhookBody("json", message, facts)).toMatchObject({ version: 1, id: "d", facts: andon });
  expect(webhookBody("slack", message, facts)).toMatchObject({
    blocks: [{ type: "header" }, { type: "section" }, { type: "section" }],
  });
  expect(webhookBody("teams", message, facts)).toMatchObject({
    type: "message",
    attachments: [
      {
        contentType: "application/vnd.microsoft.card.adaptive",
        content: {
          type: "AdaptiveCard",
          body: [{ text: message.subject }, {}, { type: "FactSet" }],
        },
      },
    ],
  });
});

test("every kind of alert has its own words", () => {
  expect(new Set(alertKinds).size).toBe(9);
});
