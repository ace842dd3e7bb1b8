import { expect, test } from "vitest";
import { tokenOfHash } from "./engine-address.ts";

test.each([
  ["#token=0a1b", "0a1b"],
  ["token=0a1b&x=1", "0a1b"],
  ["#token=", undefined],
  ["#top", undefined],
  ["", undefined],
])("%s → %s", (hash, token) => {
  expect(tokenOfHash(hash)).toBe(token);
});
