import { useEffect, useEffectEvent } from "react";
import { matchesShortcut, shellShortcuts, type ShellShortcut } from "./shortcuts.ts";

/** Listens for the shell's key combinations wherever the focus is. */
export function useShortcuts(act: (id: ShellShortcut) => void): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const pressed = shellShortcuts.find((shortcut) => matchesShortcut(shortcut, event));
    if (pressed === undefined) return;
    event.preventDefault();
    act(pressed.id);
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event);
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, []);
}
