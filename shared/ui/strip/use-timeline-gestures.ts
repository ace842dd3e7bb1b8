import { useEffect, useEffectEvent, useState, type PointerEvent, type RefObject } from "react";
import type { Span } from "#shared/kernel/span.ts";
import { panView, zoomTo, zoomView } from "./strip-view.ts";

/** Shorter drags are clicks. CSS pixels. */
const clickSlack = 4;

interface Drag {
  readonly kind: "brush" | "pan";
  /** Share 0..1 of the width where it began and where it is. */
  readonly from: number;
  readonly to: number;
  readonly view: Span;
}

export interface TimelineGestures {
  /** Instant under the pointer; null while it is elsewhere or drags. */
  readonly pointedAt: number | null;
  /** The stretch being marked, as shares of the width. */
  readonly brush: { readonly from: number; readonly to: number } | null;
  readonly handlers: Readonly<
    Record<
      "onPointerDown" | "onPointerMove" | "onPointerUp" | "onPointerLeave" | "onPointerCancel",
      (event: PointerEvent) => void
    >
  > & { readonly onDoubleClick: () => void };
}

/** Mouse drag marks what to zoom into, shift-drag and touch pan, ctrl-wheel (and pinch) zooms, sideways wheel pans. */
export function useTimelineGestures(
  canvas: RefObject<HTMLCanvasElement | null>,
  view: Span,
  whole: Span,
  setView: (view: Span) => void,
  onTap: (at: number) => void,
): TimelineGestures {
  const [pointedAt, setPointedAt] = useState<number | null>(null);
  const [drag, setDrag] = useState<Drag | null>(null);
  const length = view.end - view.start;
  const shareOf = (event: { clientX: number }): number => {
    const box = canvas.current!.getBoundingClientRect();
    return Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
  };

  const onWheel = useEffectEvent((event: WheelEvent) => {
    if (event.ctrlKey) {
      event.preventDefault();
      setView(
        zoomView(view, whole, Math.exp(event.deltaY / 200), view.start + shareOf(event) * length),
      );
      return;
    }
    const sideways = event.shiftKey ? event.deltaY || event.deltaX : event.deltaX;
    if (sideways === 0) return;
    event.preventDefault();
    setView(panView(view, whole, (sideways / canvas.current!.clientWidth) * length));
  });
  useEffect(() => {
    const element = canvas.current;
    if (element === null) return undefined;
    const listener = (event: WheelEvent) => onWheel(event);
    // React listens to wheel passively; zooming must keep the page from scrolling.
    element.addEventListener("wheel", listener, { passive: false });
    return () => element.removeEventListener("wheel", listener);
  }, [canvas]);

  const end = (event: PointerEvent) => {
    if (drag === null) return;
    setDrag(null);
    const [from, to] = [Math.min(drag.from, drag.to), Math.max(drag.from, drag.to)];
    const isClick = (to - from) * canvas.current!.clientWidth < clickSlack;
    if (event.type === "pointercancel") return;
    const marked = { start: view.start + from * length, end: view.start + to * length };
    if (isClick) onTap(marked.start);
    else if (drag.kind === "brush") setView(zoomTo(marked, whole));
  };

  return {
    pointedAt: drag === null ? pointedAt : null,
    brush:
      drag?.kind === "brush"
        ? { from: Math.min(drag.from, drag.to), to: Math.max(drag.from, drag.to) }
        : null,
    handlers: {
      onPointerDown: (event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        const from = shareOf(event);
        setDrag({
          kind: event.shiftKey || event.pointerType === "touch" ? "pan" : "brush",
          from,
          to: from,
          view,
        });
      },
      onPointerMove: (event) => {
        const to = shareOf(event);
        setPointedAt(Math.floor(view.start + to * length));
        if (drag === null) return;
        setDrag({ ...drag, to });
        if (drag.kind === "pan") setView(panView(drag.view, whole, (drag.from - to) * length));
      },
      onPointerUp: end,
      onPointerCancel: end,
      onPointerLeave: () => setPointedAt(null),
      onDoubleClick: () => setView(whole),
    },
  };
}
