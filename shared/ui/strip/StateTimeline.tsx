import { useId, useLayoutEffect, useRef, useState } from "react";
import type { Span } from "#shared/kernel/span.ts";
import {
  paintTimeline,
  timelineHeight,
  timelineRows,
  type TimelineShift,
} from "./paint-timeline.ts";
import type { StripColours } from "./strip-colours.ts";
import { spanAt, type StripSpan } from "./strip-layout.ts";
import { revealSpan, viewWithin, zoomView } from "./strip-view.ts";
import { useCanvasSize } from "./use-canvas-size.ts";
import { useTimelineGestures } from "./use-timeline-gestures.ts";
import classes from "./StateTimeline.module.css";

export interface TimelineWords {
  /** What it shows, e.g. "States of FILL-1". */
  readonly label: string;
  /** Said while no span is chosen. */
  readonly none: string;
  /** How to move in it, read out when it takes the focus and shown while it has it. */
  readonly hint: string;
  readonly zoomIn: string;
  readonly zoomOut: string;
  readonly showAll: string;
}

export interface StateTimelineProps<T extends StripSpan> {
  /** Sorted by start, gapless or not; what no span covers up to `now` is drawn as unknown. */
  readonly spans: readonly T[];
  readonly shifts: readonly TimelineShift[];
  readonly whole: Span;
  readonly now: number;
  readonly colours: StripColours;
  readonly zoneOffsetMs: number;
  readonly tickText: (at: number, stepMs: number) => string;
  /** One span in words: first line what, further lines details. */
  readonly describe: (span: T) => readonly string[];
  readonly words: TimelineWords;
  readonly selected: T | null;
  readonly onSelect: (span: T | null) => void;
  /** A span was tapped, or Enter pressed on the selected one; going over spans by arrows opens nothing. */
  readonly onOpen?: (span: T) => void;
}

/**
 * A stretch of machine states to look into: drag or pinch-wheel zooms, shift-drag pans, double-click shows all;
 * arrows go from span to span, + and − zoom, 0 shows all.
 */
export function StateTimeline<T extends StripSpan>(props: StateTimelineProps<T>) {
  const { spans, whole, describe, words, selected, onSelect } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const hintId = useId();
  const size = useCanvasSize(canvas);
  const [zoomed, setZoomed] = useState<Span | null>(null);
  const view = viewWithin(zoomed, whole);
  const setView = (next: Span) =>
    setZoomed(next.start === whole.start && next.end === whole.end ? null : next);
  const gestures = useTimelineGestures(canvas, view, whole, setView, (at) => {
    const span = spanAt(spans, at);
    onSelect(span ?? null);
    if (span !== undefined) props.onOpen?.(span);
  });
  const pointed = gestures.pointedAt === null ? undefined : spanAt(spans, gestures.pointedAt);

  useLayoutEffect(() => {
    const element = canvas.current;
    const context = element?.getContext("2d");
    if (element === null || context == null || size === null) return;
    if (element.width !== size.width) element.width = size.width;
    if (element.height !== size.height) element.height = size.height;
    const font = getComputedStyle(element).fontFamily;
    paintTimeline(context, size, { ...props, view, highlight: pointed ?? selected, font });
  });

  const chosenIndex =
    selected === null ? -1 : spans.findIndex((span) => span.start === selected.start);
  const step = (direction: 1 | -1) => {
    const first = direction === 1 ? 0 : spans.length - 1;
    const next = chosenIndex === -1 ? first : chosenIndex + direction;
    const span = spans[next];
    if (span === undefined) return;
    onSelect(span);
    setView(revealSpan(view, whole, span));
  };
  const zoomBy = (factor: number) =>
    setView(
      zoomView(
        view,
        whole,
        factor,
        selected === null ? (view.start + view.end) / 2 : selected.start,
      ),
    );

  const onKeyDown = (event: React.KeyboardEvent) => {
    const act = {
      ArrowRight: () => step(1),
      ArrowLeft: () => step(-1),
      "+": () => zoomBy(0.5),
      "=": () => zoomBy(0.5),
      "-": () => zoomBy(2),
      "0": () => setZoomed(null),
      Escape: () => onSelect(null),
      Enter: () => selected !== null && props.onOpen?.(selected),
    }[event.key];
    if (act === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act();
  };

  const told = pointed ?? (gestures.pointedAt === null ? selected : null);
  const left = ((gestures.pointedAt ?? told?.start ?? 0) - view.start) / (view.end - view.start);
  return (
    <div className={classes.frame}>
      <div
        className={classes.plot}
        tabIndex={0}
        role="slider"
        aria-label={words.label}
        aria-describedby={hintId}
        aria-valuemin={0}
        aria-valuemax={Math.max(0, spans.length - 1)}
        aria-valuenow={Math.max(0, chosenIndex)}
        aria-valuetext={selected === null ? words.none : describe(selected).join(", ")}
        onKeyDown={onKeyDown}
      >
        <canvas
          ref={canvas}
          className={classes.canvas}
          style={{ height: timelineHeight }}
          aria-hidden="true"
          {...gestures.handlers}
        />
        {gestures.brush !== null && (
          <div
            className={classes.brush}
            style={{
              left: `${gestures.brush.from * 100}%`,
              width: `${(gestures.brush.to - gestures.brush.from) * 100}%`,
              top: timelineRows.shifts + timelineRows.breaks,
              height: timelineRows.states,
            }}
          />
        )}
        {told !== null && left >= 0 && left <= 1 && (
          <div
            className={classes.tip}
            data-side={left > 0.5 ? "left" : "right"}
            style={{ left: `${left * 100}%` }}
          >
            {describe(told).map((line, index) => (
              <div key={index} className={index === 0 ? classes.tipTitle : undefined}>
                {line}
              </div>
            ))}
          </div>
        )}
      </div>
      <div className={classes.tools}>
        <button
          type="button"
          onClick={() => zoomBy(0.5)}
          aria-label={words.zoomIn}
          title={words.zoomIn}
        >
          +
        </button>
        <button
          type="button"
          onClick={() => zoomBy(2)}
          disabled={zoomed === null}
          aria-label={words.zoomOut}
          title={words.zoomOut}
        >
          −
        </button>
        <button type="button" onClick={() => setZoomed(null)} disabled={zoomed === null}>
          {words.showAll}
        </button>
        <span id={hintId} className={classes.hint}>
          {words.hint}
        </span>
      </div>
    </div>
  );
}
