import type { KeyboardEvent } from "react";

const links = (list: HTMLElement): HTMLAnchorElement[] => [
  ...list.querySelectorAll<HTMLAnchorElement>("a[data-machine]"),
];

/** Tiles in one row of the grid: those whose top is that of the first. */
function columnsOf(tiles: readonly HTMLElement[]): number {
  const tops = tiles.map((tile) => tile.closest("li")!.offsetTop);
  const secondRow = tops.findIndex((top) => top !== tops[0]);
  return secondRow === -1 ? tiles.length : secondRow;
}

/** Arrows, Home and End on a tile's link move to another tile. */
export function moveBetweenTiles(event: KeyboardEvent<HTMLElement>): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const tile = event.currentTarget.closest("li");
  const board = tile?.parentElement;
  if (tile == null || board == null) return;
  const all = links(board);
  const at = all.findIndex((link) => tile.contains(link));
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
}
