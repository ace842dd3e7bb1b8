import type { KeyboardEvent } from "react";
import type { Span } from "#shared/kernel/span.ts";
import { panned, zoomed } from "./trend-search.ts";

/** What the keyboard does with a chart. */
export interface ChartKeys {
  readonly view: Span;
  readonly cursor: number | null;
  readonly onCursor: (at: number) => void;
  readonly onView: (view: Span) => void;
  readonly onReset: () => void;
  readonly onMark: (mark: "a" | "b", at: number) => void;
  readonly onClearMarks: () => void;
}

/** Arrows move the cursor (with Shift the view), + and - zoom, A and B mark, Escape clears, 0 goes back. */
export function onChartKey(event: KeyboardEvent, keys: ChartKeys): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const { view, onCursor, onView } = keys;
  const at = keys.cursor ?? (view.start + view.end) / 2;
  const step = (view.end - view.start) / 100;
  const moves: Readonly<Record<string, () => void>> = {
    ArrowLeft: () =>
      event.shiftKey ? onView(panned(view, -0.1)) : onCursor(Math.max(view.start, at - step)),
    ArrowRight: () =>
      event.shiftKey ? onView(panned(view, 0.1)) : onCursor(Math.min(view.end, at + step)),
    "+": () => onView(zoomed(view, at, 0.5)),
    "=": () => onView(zoomed(view, at, 0.5)),
    "-": () => onView(zoomed(view, at, 2)),
    "0": keys.onReset,
    a: () => keys.onMark("a", Math.round(at)),
    b: () => keys.onMark("b", Math.round(at)),
    Escape: keys.onClearMarks,
  };
  const move = moves[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (move === undefined) return;
  event.preventDefault();
  move();
}
