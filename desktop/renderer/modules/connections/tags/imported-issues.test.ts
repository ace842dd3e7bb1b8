import { expect, test } from "vitest";
import type { ImportedTag } from "#shared/connections/connection-rows.ts";
import { engineIssues } from "./imported-issues.ts";

test("an issue of the engine names the tag it is about", () => {
  const tags = ["a.one", "a.two"].map((code) => ({ code }) as ImportedTag);
  expect(engineIssues(tags, { "tags.1.address": "must be x", signals: "reads nothing" })).toEqual([
    { where: "a.two", column: "address", rule: "must be x" },
    { where: "signals", column: "", rule: "reads nothing" },
  ]);
});
