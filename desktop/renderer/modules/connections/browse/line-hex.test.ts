import { expect, test } from "vitest";
import { hexOf } from "./line-hex.ts";

test("a telegram is shown byte by byte", () => {
  expect(hexOf("\\x0201;R\\x03\\r\\n")).toBe("02 30 31 3B 52 03 0D 0A");
});
