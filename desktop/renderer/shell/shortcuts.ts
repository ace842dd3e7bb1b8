/** A key combination. `mod` is Ctrl, or Command on a Mac. */
export interface Shortcut {
  readonly id: string;
  readonly mod?: boolean;
  readonly alt?: boolean;
  /** `KeyboardEvent.key` in lower case; Shift is left out because `/` needs it on a German keyboard. */
  readonly key: string;
}

/** What works on every page. */
export const shellShortcuts = [
  { id: "palette", mod: true, key: "k" },
  { id: "help", mod: true, key: "/" },
  { id: "rail", mod: true, key: "b" },
  { id: "page1", alt: true, key: "1" },
  { id: "page2", alt: true, key: "2" },
  { id: "page3", alt: true, key: "3" },
  { id: "page4", alt: true, key: "4" },
  { id: "page5", alt: true, key: "5" },
  { id: "page6", alt: true, key: "6" },
] as const satisfies readonly Shortcut[];
export type ShellShortcut = (typeof shellShortcuts)[number]["id"];

type Keys = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey">;

/** Whether the keys pressed are this combination and no other. */
export function matchesShortcut(shortcut: Shortcut, event: Keys): boolean {
  const mod = event.ctrlKey || event.metaKey;
  return (
    event.key.toLowerCase() === shortcut.key &&
    mod === (shortcut.mod ?? false) &&
    event.altKey === (shortcut.alt ?? false)
  );
}

/** The keys as a help sheet prints them: `['Ctrl', 'K']`. */
export function keysOf(shortcut: Shortcut, isMac: boolean): string[] {
  const parts = [
    shortcut.mod === true ? (isMac ? "⌘" : "Ctrl") : "",
    shortcut.alt === true ? (isMac ? "⌥" : "Alt") : "",
  ];
  return [...parts.filter((part) => part !== ""), shortcut.key.toUpperCase()];
}

/** Whether this keyboard has a Command key. */
export const isMac = navigator.userAgent.includes("Mac");
