import { readFileSync } from "node:fs";
import i18next, { type TFunction } from "i18next";
import { beforeAll, describe, expect, test } from "vitest";
import { languages } from "#shared/kernel/language.ts";
import type { RefusalCode } from "#shared/kernel/refusal.ts";
import { refusalSchemas } from "#shared/kernel/refusal-schemas.ts";
import { permissions } from "#shared/access/permissions.ts";
import { roles } from "#shared/access/roles.ts";
import type { Failure, KnownRefusal } from "./failure.ts";
import { failureText, ruleKey, ruleText } from "./refusal-text.ts";

const shellTexts = (language: string): unknown =>
  JSON.parse(
    readFileSync(
      new URL(`../../../resources/locales/${language}/shell.json`, import.meta.url),
      "utf8",
    ),
  );

const instance = i18next.createInstance();
const inLanguage = (language: string): TFunction => instance.getFixedT(language);
beforeAll(() =>
  instance.init({
    lng: "en",
    defaultNS: "shell",
    resources: Object.fromEntries(
      languages.map((code) => [code, { shell: shellTexts(code) as object }]),
    ),
    interpolation: { escapeValue: false },
  }),
);

const samples: { [Code in RefusalCode]: Extract<KnownRefusal, { code: Code }>["data"][] } = {
  UNAUTHENTICATED: [
    { reason: "no_session" },
    { reason: "wrong_credentials" },
    { reason: "locked", retryAfterMs: 240_000 },
  ],
  FORBIDDEN: [{ permission: "user:update" }],
  NOT_FOUND: [{ entity: "machine", id: "1" }],
  STALE: [{ entity: "product", id: "1", basedOn: 1, current: 2 }],
  DUPLICATE: [{ entity: "user", field: "username", value: "otto" }],
  INVALID: [{ issues: [{ path: "name", message: "must not be empty" }] }],
  IN_USE: [{ entity: "connection", id: "1", uses: [{ entity: "tag", count: 12 }] }],
  OVERLAP: [{ entity: "run", rows: [{ id: null, label: "P-1 4711", start: 0, end: null }] }],
  NOT_NOW: [{ reason: "the plant is set up already" }],
  UNREACHABLE: [
    { what: "OPC-LINE-1", reason: "ECONNREFUSED", hint: "Check the port." },
    { what: "X", reason: "timeout" },
  ],
};

const failures: Failure[] = [
  { kind: "lost" },
  { kind: "bug", incident: "W-1" },
  ...(Object.keys(refusalSchemas) as RefusalCode[]).flatMap((code) =>
    samples[code].map((data) => ({ kind: "refusal", code, data }) as KnownRefusal),
  ),
];

describe.each(languages)("every failure in %s", (language) => {
  test.each(failures.map((failure) => [JSON.stringify(failure), failure] as const))(
    "%s has a title and words, no raw keys",
    (_, failure) => {
      const { title, text, wayOut } = failureText(failure, inLanguage(language));
      expect(title).not.toBe("");
      expect(text).not.toBe("");
      expect([title, text, wayOut].join(" ")).not.toMatch(/shell:|failure\.|\{\{/);
    },
  );

  test("every role and every permission has a word", () => {
    const t = inLanguage(language);
    const keys = [
      ...roles.map((role) => `shell:roles.${role}`),
      ...permissions.map((name) => `shell:permissions.${name.replace(":", "_")}`),
    ];
    expect(keys.filter((key) => t(key) === key.slice("shell:".length))).toEqual([]);
  });
});

describe("what a person reads", () => {
  test("a locked sign-in says how long", () => {
    const locked: Failure = {
      kind: "refusal",
      code: "UNAUTHENTICATED",
      data: { reason: "locked", retryAfterMs: 61_000 },
    };
    expect(failureText(locked, inLanguage("de")).wayOut).toContain("Warten Sie 2 Minuten");
  });

  test("a missing right is named in words, with who can give it", () => {
    const { text, wayOut } = failureText(
      { kind: "refusal", code: "FORBIDDEN", data: { permission: "user:update" } },
      inLanguage("en"),
    );
    expect([text, wayOut]).toEqual([
      "Missing right: change users.",
      "An administrator can give you a role that has it, under Set-up, Users.",
    ]);
  });

  test("a record in use says by how many", () => {
    const inUse: Failure = {
      kind: "refusal",
      code: "IN_USE",
      data: {
        entity: "connection",
        id: "1",
        uses: [
          { entity: "tag", count: 12 },
          { entity: "machine", count: 2 },
        ],
      },
    };
    expect(failureText(inUse, inLanguage("en")).text).toBe(
      "This connection is used by: 12 × tag, 2 × machine.",
    );
  });

  test("rules of the shared schemas are translated, unknown ones stay as written", () => {
    expect(ruleKey("must be 1–40 of A–Z, 0–9, dot, dash, underscore")).toBe(
      "must-be-1-40-of-a-z-0-9-dot-dash-underscore",
    );
    expect(ruleText("must not be empty", inLanguage("de"))).toBe("Darf nicht leer sein.");
    expect(ruleText('reads tag "a.run", which the machine does not have', inLanguage("de"))).toBe(
      "Liest das Signal „a.run“, das die Maschine nicht hat.",
    );
    expect(ruleText("must be a prime", inLanguage("de"))).toBe("must be a prime");
  });
});
