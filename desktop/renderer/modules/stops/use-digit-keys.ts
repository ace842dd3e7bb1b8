import { useEffect, useEffectEvent } from "react";

/** Keys 1 to 9 act on the first nine of something, except while somebody types. */
export function useDigitKeys(isActive: boolean, act: (index: number) => void): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !/^[1-9]$/.test(event.key)) return;
    const { target } = event;
    if (target instanceof HTMLElement && target.closest("input, textarea, [contenteditable]")) {
      const isBox = target instanceof HTMLInputElement && target.type === "checkbox";
      if (!isBox) return;
    }
    event.preventDefault();
    act(Number(event.key) - 1);
  });
  useEffect(() => {
    if (!isActive) return;
    const listen = (event: KeyboardEvent) => onKey(event);
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, [isActive]);
}
