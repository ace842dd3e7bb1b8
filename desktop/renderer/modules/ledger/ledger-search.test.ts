import { expect, test } from "vitest";
import { ledgerRange, ledgerSearch } from "./ledger-search.ts";

test("an empty address shows the last week, and what it does not understand is dropped", () => {
  const search = ledgerSearch.parse({ span: "century", minimum: -1 });
  expect(search).toMatchObject({ span: "week", minimum: 0, connection: "" });
  expect(ledgerRange(search, 604_800_001)).toEqual({ from: 60_000, to: 604_860_000 });
});

test("a chosen range wins", () => {
  const search = ledgerSearch.parse({ from: 5, to: 9 });
  expect(ledgerRange(search, 1_000_000)).toEqual({ from: 5, to: 9 });
});
