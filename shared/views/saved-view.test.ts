import { expect, test } from "vitest";
import { showsView, viewedPage, viewOf, viewSearch } from "./saved-view.ts";

test("a view is what the page shows, not where one is in its list", () => {
  const search = { span: "month", cause: "", page: 4, machines: ["a", "b"], by: undefined };
  expect(viewOf(search)).toEqual({ span: "month", machines: ["a", "b"] });
});

test("a view is recognised whatever the order of the address", () => {
  const view = { span: "month", machines: ["a"] };
  expect([
    showsView({ machines: ["a"], page: 2, span: "month" }, view),
    showsView({ machines: ["a"], span: "week" }, view),
    showsView({ span: "month" }, view),
  ]).toEqual([true, false, false]);
});

test.each([["https://else.where"], ["/a?b=1"], ["javascript:alert(1)"], [""]])(
  "%j is no page",
  (page) => expect(viewedPage.safeParse(page).success).toBe(false),
);

test("a view keeps no objects and no endless texts", () => {
  expect(viewSearch.safeParse({ a: { b: 1 } }).success).toBe(false);
  const long = Object.fromEntries(
    Array.from({ length: 5 }, (_, at) => [`p${at}`, "x".repeat(999)]),
  );
  expect(viewSearch.safeParse(long).success).toBe(false);
});
