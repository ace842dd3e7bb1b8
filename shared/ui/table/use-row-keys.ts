import { useState, type KeyboardEvent } from "react";

const pageStep = 10;

/** Where a key takes the focus among `count` rows; undefined for keys that do not move. */
export function rowAfterKey(key: string, row: number, count: number): number | undefined {
  const target = {
    ArrowDown: row + 1,
    ArrowUp: row - 1,
    PageDown: row + pageStep,
    PageUp: row - pageStep,
    Home: 0,
    End: count - 1,
  }[key];
  return target === undefined ? undefined : Math.min(Math.max(target, 0), count - 1);
}

/** One row of a table takes part in tabbing; arrows, page keys, Home and End move on, Enter opens. */
export function useRowKeys(
  count: number,
  open: ((row: number) => void) | undefined,
  reveal: (row: number) => void,
) {
  const [wanted, setStop] = useState(0);
  const stop = Math.min(wanted, Math.max(0, count - 1));
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    // Buttons and links inside a row keep their own keys.
    const row = event.target instanceof HTMLElement ? event.target.dataset["row"] : undefined;
    if (row === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter" && open !== undefined) {
      event.preventDefault();
      open(Number(row));
      return;
    }
    const next = rowAfterKey(event.key, Number(row), count);
    if (next === undefined) return;
    event.preventDefault();
    setStop(next);
    reveal(next);
    const table = event.currentTarget;
    requestAnimationFrame(() => table.querySelector<HTMLElement>(`[data-row="${next}"]`)?.focus());
  };
  return { stop, onKeyDown, onRowFocus: setStop };
}
