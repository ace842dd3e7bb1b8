import { useEffect, useState } from "react";

interface BoardHold {
  /** Somebody points at the board or has a tile focused: tiles must stay where they are. */
  readonly isHeld: boolean;
  /** Machine where Tab enters the board: that of the tile last focused. */
  readonly tabStop: string | null;
}

/** Watches pointer and focus on the list of tiles. */
export function useBoardHold(board: HTMLElement | null): BoardHold {
  const [isPointed, setPointed] = useState(false);
  const [isFocused, setFocused] = useState(false);
  const [tabStop, setTabStop] = useState<string | null>(null);
  useEffect(() => {
    if (board === null) return undefined;
    const abort = new AbortController();
    const { signal } = abort;
    board.addEventListener("pointerenter", () => setPointed(true), { signal });
    board.addEventListener("pointerleave", () => setPointed(false), { signal });
    board.addEventListener(
      "focusin",
      (event) => {
        setFocused(true);
        const tile = event.target instanceof Element ? event.target.closest("li") : null;
        setTabStop(tile?.querySelector<HTMLElement>("a[data-machine]")?.dataset["machine"] ?? null);
      },
      { signal },
    );
    board.addEventListener(
      "focusout",
      (event) =>
        setFocused(event.relatedTarget instanceof Node && board.contains(event.relatedTarget)),
      { signal },
    );
    return () => {
      abort.abort();
      setPointed(false);
      setFocused(false);
    };
  }, [board]);
  return { isHeld: isPointed || isFocused, tabStop };
}
