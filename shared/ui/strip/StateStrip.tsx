import { memo, useLayoutEffect, useRef } from "react";
import { paintStrip } from "./paint-strip.ts";
import type { StripColours } from "./strip-colours.ts";
import { layoutStrip, sameBlocks, type StripBlock, type StripSpan } from "./strip-layout.ts";
import { slidingView } from "./strip-view.ts";
import { useCanvasSize, type CanvasSize } from "./use-canvas-size.ts";
import classes from "./StateStrip.module.css";

export interface StateStripProps {
  readonly spans: readonly StripSpan[];
  /** The strip ends at this instant (UTC milliseconds) … */
  readonly now: number;
  /** … and is this long. */
  readonly lengthMs: number;
  /** CSS pixels. */
  readonly height: number;
  readonly colours: StripColours;
  /** The strip in words. */
  readonly label: string;
}

interface Painted {
  readonly blocks: readonly StripBlock[];
  readonly size: CanvasSize;
  readonly colours: StripColours;
}

/** The last hours of a machine in one line. Painted only when a pixel would change. */
export const StateStrip = memo(function StateStrip(props: StateStripProps) {
  const { spans, now, lengthMs, height, colours, label } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const painted = useRef<Painted | null>(null);
  const size = useCanvasSize(canvas);

  useLayoutEffect(() => {
    const element = canvas.current;
    const context = element?.getContext("2d");
    if (element === null || context == null || size === null) return;
    const blocks = layoutStrip(spans, slidingView(now, lengthMs, size.width), size.width, now);
    const before = painted.current;
    if (before?.size === size && before.colours === colours && sameBlocks(before.blocks, blocks))
      return;
    painted.current = { blocks, size, colours };
    // Setting the size clears the canvas, also when it stays the same.
    element.width = size.width;
    element.height = size.height;
    paintStrip(context, blocks, { top: 0, height: size.height, ratio: size.ratio }, colours);
  }, [spans, now, lengthMs, size, colours]);

  return (
    <canvas
      ref={canvas}
      className={classes.strip}
      style={{ height }}
      role="img"
      aria-label={label}
    />
  );
});
