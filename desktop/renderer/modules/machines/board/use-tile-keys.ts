import { useState, type FocusEvent, type KeyboardEvent } from "react";

const links = (list: HTMLElement): HTMLAnchorElement[] => [
  ...list.querySelectorAll<HTMLAnchorElement>("a[data-machine]"),
];

/** Tiles in one row of the grid: those whose top is that of the first. */
function columnsOf(tiles: readonly HTMLElement[]): number {
  const tops = tiles.map((tile) => tile.closest("li")!.offsetTop);
  const secondRow = tops.findIndex((top) => top !== tops[0]);
  return secondRow === -1 ? tiles.length : secondRow;
}

/** Arrows, Home and End move between tiles; Tab enters and leaves the board at one tile only. */
export function useTileKeys() {
  const [stop, setStop] = useState<string | null>(null);

  const onFocus = (event: FocusEvent<HTMLElement>) => {
    const link = event.target.closest("li")?.querySelector<HTMLAnchorElement>("a[data-machine]");
    if (link?.dataset["machine"] !== undefined) setStop(link.dataset["machine"]);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const all = links(event.currentTarget);
    const at = all.findIndex((link) => link.closest("li")?.contains(document.activeElement) === true);
    if (at === -1) return;
    const columns = columnsOf(all);
    const to = {
      ArrowRight: at + 1,
      ArrowLeft: at - 1,
      ArrowDown: at + columns,
      ArrowUp: at - columns,
      Home: 0,
      End: all.length - 1,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    all[to]?.focus();
  };
  return { stop, onFocus, onKeyDown };
}
