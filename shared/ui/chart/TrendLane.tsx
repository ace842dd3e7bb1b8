import { useEffect, useRef } from "react";
import type { Span } from "../../kernel/span.ts";
import { useCanvasSize } from "../strip/use-canvas-size.ts";
import { laneSteps } from "./lane-steps.ts";
import { paintHatch } from "./paint-hatch.ts";
import type { TrendColours } from "./trend-colours.ts";
import { allMissing, type TrendLine } from "./trend-line.ts";
import classes from "./Trend.module.css";

export interface TrendLaneProps {
  readonly line: TrendLine;
  readonly colour: string;
  readonly view: Span;
  readonly until: number;
  readonly colours: TrendColours;
  /** A value in words: `On`, `Held`. */
  readonly wordOf: (line: TrendLine, text: string) => string;
  readonly marks: readonly number[];
}

/** A state, switch or text over time, as steps. */
export function TrendLane(props: TrendLaneProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const size = useCanvasSize(canvas);
  const { line, colour, view, until, colours, wordOf, marks } = props;
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext("2d");
    if (element == null || context == null || size === null) return;
    element.width = size.width;
    element.height = size.height;
    const { ratio, width, height } = size;
    const x = (at: number) => ((at - view.start) / (view.end - view.start)) * width;
    context.clearRect(0, 0, width, height);
    for (const { start, end } of allMissing([line])) {
      const left = Math.max(0, x(start));
      const box = { x: left, y: 0, width: Math.min(width, x(end)) - left, height };
      paintHatch(context, box, colours.hatch, ratio);
    }
    context.font = `${11 * ratio}px ${getComputedStyle(element).fontFamily}`;
    context.textBaseline = "middle";
    for (const step of laneSteps(line, view.start, until)) {
      const left = x(step.start);
      const wide = Math.max(ratio, x(step.end) - left);
      const isOff = step.text === "0" && line.texts.length === 0;
      context.globalAlpha = step.isMixed ? 0.55 : isOff ? 0.12 : 0.85;
      context.fillStyle = colour;
      context.fillRect(left, isOff ? height * 0.7 : 0, wide, isOff ? height * 0.3 : height);
      context.globalAlpha = 1;
      const word = wordOf(line, step.text);
      if (step.isMixed || isOff || context.measureText(word).width + 10 * ratio > wide) continue;
      context.fillStyle = colours.ground;
      context.fillText(word, Math.max(0, left) + 5 * ratio, height / 2);
    }
    context.fillStyle = colours.mark;
    for (const at of marks) context.fillRect(x(at) - ratio / 2, 0, ratio, height);
  }, [size, line, colour, view, until, colours, wordOf, marks]);
  return <canvas ref={canvas} className={classes.lane} aria-hidden="true" data-lane={line.label} />;
}
