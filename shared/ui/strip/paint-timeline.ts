import type { Span } from "#shared/kernel/span.ts";
import { paintStrip } from "./paint-strip.ts";
import type { StripColours } from "./strip-colours.ts";
import { layoutStrip, type StripSpan } from "./strip-layout.ts";
import { timeTicks } from "./time-ticks.ts";
import type { CanvasSize } from "./use-canvas-size.ts";

/** A shift with its breaks, as boundaries on the timeline. */
export interface TimelineShift extends Span {
  readonly name: string;
  readonly breaks: readonly Span[];
}

export interface TimelineScene {
  readonly spans: readonly StripSpan[];
  readonly shifts: readonly TimelineShift[];
  readonly view: Span;
  /** Facts are known up to here. */
  readonly now: number;
  /** The span pointed at or chosen by keyboard. */
  readonly highlight: Span | null;
  readonly colours: StripColours;
  /** Offset of the plant's zone from UTC at the view, for round local ticks. */
  readonly zoneOffsetMs: number;
  readonly tickText: (at: number, stepMs: number) => string;
  readonly font: string;
}

/** Rows of the timeline, CSS pixels. */
export const timelineRows = { shifts: 20, breaks: 5, states: 64, axis: 22 };
export const timelineHeight =
  timelineRows.shifts + timelineRows.breaks + timelineRows.states + timelineRows.axis;

const labelWidth = 64;

/** Paints the whole timeline: shift names, breaks, states, time axis. */
export function paintTimeline(
  context: CanvasRenderingContext2D,
  size: CanvasSize,
  scene: TimelineScene,
): void {
  const { view, colours } = scene;
  const { ratio, width } = size;
  const px = (css: number) => Math.round(css * ratio);
  const xOf = (at: number) => Math.round(((at - view.start) / (view.end - view.start)) * width);
  const states = {
    top: px(timelineRows.shifts + timelineRows.breaks),
    height: px(timelineRows.states),
    ratio,
  };
  const hair = Math.max(1, Math.round(ratio));

  context.clearRect(0, 0, width, size.height);
  paintStrip(context, layoutStrip(scene.spans, view, width, scene.now), states, colours);

  context.font = `${px(11)}px ${scene.font}`;
  context.textBaseline = "middle";
  for (const shift of scene.shifts) {
    if (shift.end <= view.start || shift.start >= view.end) continue;
    const [from, to] = [Math.max(0, xOf(shift.start)), Math.min(width, xOf(shift.end))];
    context.fillStyle = colours.text;
    paintFittingText(
      context,
      shift.name,
      from + px(6),
      px(timelineRows.shifts / 2),
      to - from - px(10),
    );
    context.fillStyle = colours.line;
    for (const edge of [shift.start, shift.end])
      if (edge > view.start && edge < view.end)
        context.fillRect(xOf(edge), 0, hair, states.top + states.height);
    context.fillStyle = colours.states.planned.edge;
    for (const pause of shift.breaks) {
      const [start, end] = [xOf(pause.start), xOf(pause.end)];
      context.fillRect(
        start,
        px(timelineRows.shifts),
        Math.max(1, end - start),
        px(timelineRows.breaks - 2),
      );
    }
  }

  const bottom = states.top + states.height;
  const future = Math.max(0, xOf(scene.now));
  context.fillStyle = colours.line;
  for (const y of [states.top, bottom - hair])
    context.fillRect(future, y, Math.max(0, width - future), hair);
  const { at, stepMs } = timeTicks(view, width / px(labelWidth), scene.zoneOffsetMs);
  context.textAlign = "center";
  for (const tick of at) {
    const x = xOf(tick);
    context.fillStyle = colours.line;
    context.fillRect(x, bottom, hair, px(4));
    context.fillStyle = colours.text;
    const text = scene.tickText(tick, stepMs);
    const half = context.measureText(text).width / 2;
    context.fillText(
      text,
      Math.min(width - half, Math.max(half, x)),
      bottom + px(timelineRows.axis / 2 + 2),
    );
  }
  context.textAlign = "start";

  if (scene.now > view.start && scene.now < view.end) {
    context.fillStyle = colours.text;
    context.fillRect(
      xOf(scene.now),
      states.top - px(3),
      Math.max(hair, px(1.5)),
      states.height + px(6),
    );
  }
  if (scene.highlight !== null) {
    const [from, to] = [xOf(scene.highlight.start), xOf(Math.min(scene.highlight.end, scene.now))];
    context.strokeStyle = colours.text;
    context.lineWidth = px(2);
    context.strokeRect(from, states.top, Math.max(px(2), to - from), states.height);
  }
}

/** Writes the text, shortened with an ellipsis; nothing when not even a letter fits. */
function paintFittingText(
  context: CanvasRenderingContext2D,
  text: string,
  x: number,
  y: number,
  room: number,
): void {
  let shown = text;
  while (shown.length > 0 && context.measureText(shown === text ? text : `${shown}…`).width > room)
    shown = shown.slice(0, -1);
  if (shown.length > 0) context.fillText(shown === text ? text : `${shown}…`, x, y);
}
