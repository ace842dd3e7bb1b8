import { expect, test } from "vitest";
import { keysOf, matchesShortcut, shellShortcuts } from "./shortcuts.ts";

const keys = (
  key: string,
  held: Partial<{ ctrlKey: boolean; metaKey: boolean; altKey: boolean }> = {},
) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...held,
});
const pressed = (event: ReturnType<typeof keys>) =>
  shellShortcuts.find((shortcut) => matchesShortcut(shortcut, event))?.id;

test.each([
  ["Ctrl+K", keys("k", { ctrlKey: true }), "palette"],
  ["Ctrl+K with caps lock", keys("K", { ctrlKey: true }), "palette"],
  ["Command+K", keys("k", { metaKey: true }), "palette"],
  ["Ctrl+/ on any keyboard", keys("/", { ctrlKey: true }), "help"],
  ["Alt+2", keys("2", { altKey: true }), "page2"],
  ["a plain letter", keys("k"), undefined],
  [
    "Ctrl+Alt+2, which types ² on a German keyboard",
    keys("2", { ctrlKey: true, altKey: true }),
    undefined,
  ],
])("%s", (_, event, id) => {
  expect(pressed(event)).toBe(id);
});

test("no two shortcuts share their keys", () => {
  const printed = shellShortcuts.map((shortcut) => keysOf(shortcut, false).join("+"));
  expect(new Set(printed).size).toBe(printed.length);
});
