import { expect, test } from "vitest";
import { deepLinkIn, routeOfDeepLink } from "./deep-link.ts";

test.each([
  ["unison://board", "/"],
  ["unison://machines/m-1/proof", "/machines/m-1/proof"],
  ["unison://machines/", "/machines"],
  [
    "unison://machines/0190b2c4-7d1e-7c3a-9f00-000000000001?delete=1#x",
    "/machines/0190b2c4-7d1e-7c3a-9f00-000000000001",
  ],
])("%s opens %s", (link, route) => expect(routeOfDeepLink(link)).toBe(route));

test.each([
  "unison://setup/users",
  "unison://machines/../setup",
  "unison://machines/a/b",
  "unison://machines/%2e%2e",
  "unison://machines/a%20b",
  "unison://user@board",
  "unison://",
  "unison://machines/a/delete",
  "https://machines/1",
  "plant://app/now",
  "javascript:alert(1)",
  `unison://machines/${"9".repeat(300)}`,
  "unison:",
  "",
  7,
  null,
])("%j opens nothing", (link) => expect(routeOfDeepLink(link)).toBeUndefined());

test("the link is found among the arguments of a second start", () => {
  expect(deepLinkIn(["electron", "--flag", ".", "unison://machines"])).toBe("/machines");
  expect(deepLinkIn(["electron", "."])).toBeUndefined();
});
