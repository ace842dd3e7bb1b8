import { expect, test } from "vitest";
import { staleFields } from "./stale-fields.ts";

const fields = [
  { key: "name", label: "Name", text: (values: { name: string; limit: number }) => values.name },
  { key: "limit", label: "Limit", text: (values: { limit: number }) => `${values.limit} s` },
];

test("only what differs is shown, both values in words", () => {
  expect(
    staleFields(fields, { name: "Filler 1", limit: 90 }, { name: "Filler 1", limit: 120 }),
  ).toEqual([{ key: "limit", label: "Limit", theirs: "90 s", mine: "120 s" }]);
});

test("two people who made the same change have nothing to compare", () => {
  expect(staleFields(fields, { name: "A", limit: 1 }, { name: "A", limit: 1 })).toEqual([]);
});
