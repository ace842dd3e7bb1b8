import { useComputedColorScheme } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useEffect, useEffectEvent, useMemo, useRef, type KeyboardEvent } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import type { Span } from "../../kernel/span.ts";
import { paintHatch } from "./paint-hatch.ts";
import { trendColours } from "./trend-colours.ts";
import { lineTable } from "./trend-columns.ts";
import { allMissing, type TrendLine } from "./trend-line.ts";
import { axesBeside, axisWidth, trendOptions, unitsOf, type TrendWords } from "./trend-options.ts";
import { TrendLane } from "./TrendLane.tsx";
import classes from "./Trend.module.css";

export interface TrendChartProps {
  /** In the order of their colours. */
  readonly lines: readonly TrendLine[];
  readonly view: Span;
  /** Values hold up to here: now, or the right edge. */
  readonly until: number;
  readonly cursor: number | null;
  /** Two instants that are compared. */
  readonly marks: { readonly a: number | null; readonly b: number | null };
  readonly label: string;
  readonly words: TrendWords;
  readonly wordOf: (line: TrendLine, text: string) => string;
  readonly zoneOffsetMs: number;
  readonly onCursor: (at: number | null) => void;
  readonly onZoom: (span: Span) => void;
  readonly onReset: () => void;
  readonly onKey: (event: KeyboardEvent) => void;
}

const plotHeight = (curves: number): number => (curves === 0 ? 60 : 340);
const narrowScreen = "(max-width: 720px)";

/** Several tags over one time axis: numbers as curves with one scale per unit, the rest as lanes below. */
export function TrendChart(props: TrendChartProps) {
  const { lines, view, until, cursor, marks } = props;
  const isNarrow = useMediaQuery(narrowScreen) ?? false;
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const scheme = useComputedColorScheme("light") === "dark" ? "dark" : "light";
  const colours = trendColours(scheme);
  const coloured = useMemo(
    () => lines.map((line, i) => ({ line, colour: colours.line(i) })),
    [lines, colours],
  );
  const curves = coloured.filter(({ line }) => line.kind === "curve");
  const lanes = coloured.filter(({ line }) => line.kind === "lane");
  const shape = coloured
    .map(({ line, colour }) => `${line.id} ${line.kind} ${line.unit} ${colour}`)
    .join();
  const height = plotHeight(curves.length);

  const data = (): uPlot.AlignedData =>
    curves.length === 0
      ? [[view.start, view.end]]
      : uPlot.join(
          curves.map(({ line }) => lineTable(line, view.start, Math.min(until, view.end))),
          curves.map(() => [0, 2, 2, 2]),
        );

  const drawGround = useEffectEvent((chart: uPlot) => {
    const { ctx, bbox } = chart;
    for (const { start, end } of allMissing(curves.map(({ line }) => line))) {
      const left = Math.max(bbox.left, chart.valToPos(start, "x", true));
      const right = Math.min(bbox.left + bbox.width, chart.valToPos(end, "x", true));
      const box = { x: left, y: bbox.top, width: right - left, height: bbox.height };
      if (right > left) paintHatch(ctx, box, colours.hatch, devicePixelRatio);
    }
  });
  const drawMarks = useEffectEvent((chart: uPlot) => {
    const { ctx, bbox } = chart;
    ctx.save();
    ctx.fillStyle = colours.mark;
    ctx.strokeStyle = colours.mark;
    ctx.lineWidth = 1.5 * devicePixelRatio;
    ctx.font = `600 ${12 * devicePixelRatio}px ${getComputedStyle(chart.root).fontFamily}`;
    for (const [name, at] of Object.entries({ A: marks.a, B: marks.b })) {
      if (at === null || at < view.start || at > view.end) continue;
      const x = chart.valToPos(at, "x", true);
      ctx.beginPath();
      ctx.moveTo(x, bbox.top);
      ctx.lineTo(x, bbox.top + bbox.height);
      ctx.stroke();
      ctx.fillText(name, x + 4 * devicePixelRatio, bbox.top + 12 * devicePixelRatio);
    }
    ctx.restore();
  });
  const now = { view: useEffectEvent(() => props.view) };
  const onCursor = useEffectEvent(props.onCursor);
  const onZoom = useEffectEvent(props.onZoom);
  const onReset = useEffectEvent(props.onReset);

  const build = useEffectEvent((element: HTMLElement): uPlot => {
    const width = element.clientWidth;
    return new uPlot(
      trendOptions({
        curves,
        width,
        height,
        font: `12px ${getComputedStyle(element).fontFamily}`,
        colours,
        words: props.words,
        zoneOffsetMs: props.zoneOffsetMs,
        isNarrow,
        view: () => now.view(),
        onCursor: (at) => onCursor(at),
        onZoom: (span) => onZoom(span),
        onReset: () => onReset(),
        drawGround: (chart) => drawGround(chart),
        drawMarks: (chart) => drawMarks(chart),
      }),
      data(),
      element,
    );
  });
  // Built anew for other lines, words or colours; new values and another view only set its data.
  useEffect(() => {
    const element = host.current;
    if (element === null) return undefined;
    const chart = build(element);
    plot.current = chart;
    const observer = new ResizeObserver(() =>
      chart.setSize({ width: element.clientWidth, height }),
    );
    observer.observe(element);
    return () => {
      observer.disconnect();
      chart.destroy();
      plot.current = null;
    };
  }, [shape, scheme, height, isNarrow, props.words, props.zoneOffsetMs]);
  const show = useEffectEvent(() => plot.current?.setData(data()));
  useEffect(() => void show(), [lines, view, until]);
  useEffect(() => void plot.current?.redraw(false), [marks.a, marks.b]);
  useEffect(() => {
    const chart = plot.current;
    if (chart === null || cursor === null) return;
    const left = chart.valToPos(cursor, "x");
    // The person's own pointer is there already.
    if (Math.abs((chart.cursor.left ?? -10) - left) > 1.5) chart.setCursor({ left, top: 0 }, false);
  }, [cursor]);

  const beside = axesBeside(unitsOf(curves).length, isNarrow);
  const laneMarks = useMemo(
    () => [marks.a, marks.b, cursor].filter((at) => at !== null),
    [marks.a, marks.b, cursor],
  );
  return (
    <div
      className={classes.chart}
      role="application"
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a chart used by keyboard: arrows move the cursor, + and - zoom
      tabIndex={0}
      aria-label={props.label}
      onKeyDown={props.onKey}
    >
      <div ref={host} style={{ height }} />
      <div
        className={classes.lanes}
        style={{
          marginLeft: beside.left * axisWidth,
          marginRight: beside.right === 0 ? 16 : beside.right * axisWidth,
        }}
      >
        {lanes.map(({ line, colour }) => (
          <div key={line.id} className={classes.laneRow}>
            <span className={classes.laneName} style={{ color: colour }}>
              {line.label}
            </span>
            <TrendLane
              line={line}
              colour={colour}
              view={view}
              until={Math.min(until, view.end)}
              colours={colours}
              wordOf={props.wordOf}
              marks={laneMarks}
            />
          </div>
        ))}
      </div>
    </div>
  );
}
