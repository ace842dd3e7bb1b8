import { expect, test } from "vitest";
import { onWindowClose } from "./closing.ts";

test("closing the window keeps capturing, and says so the first time", () => {
  expect(onWindowClose({ quitting: false, explained: false })).toBe("hide-and-explain");
  expect(onWindowClose({ quitting: false, explained: true })).toBe("hide");
});

test("quitting really closes", () => {
  expect(onWindowClose({ quitting: true, explained: false })).toBe("close");
});
