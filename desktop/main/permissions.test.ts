import { expect, test } from "vitest";
import { isPermitted, permissions } from "./permissions.ts";

test("nothing at all is given, to our own page neither", () => {
  for (const permission of Object.keys(permissions)) {
    expect([permission, isPermitted(permission, "plant://app/")]).toEqual([permission, false]);
  }
});

test("every decision has its reason", () => {
  for (const [permission, { reason }] of Object.entries(permissions)) {
    expect([permission, reason.length > 5]).toEqual([permission, true]);
  }
});

test.each(["permission-of-tomorrow", "constructor", "__proto__", ""])(
  "%j is not in the table, so it is not given",
  (permission) => expect(isPermitted(permission, "plant://app/")).toBe(false),
);
