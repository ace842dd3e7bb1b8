import { useComputedColorScheme } from "@mantine/core";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { labelStep } from "./hour-bars.ts";
import {
  bucketAfterKey,
  definitionBreaks,
  ratioTop,
  trendColumnsOf,
  type KpiPoint,
} from "./kpi-trend.ts";
import { trendColours, type TrendColours } from "./trend-colours.ts";
import classes from "./KpiTrend.module.css";

export interface KpiTrendProps {
  /** Names of the lines, in the order of the values. */
  readonly lines: readonly { readonly key: string; readonly name: string }[];
  readonly points: readonly KpiPoint[];
  /** Ratios on a scale from 0 to 100 %; else from 0 to the greatest. */
  readonly isRatio: boolean;
  /** One value per bucket, drawn across it; null = none. */
  readonly target: { readonly values: readonly number[]; readonly label: string } | null;
  /** Axis title with its unit. */
  readonly unit: string;
  readonly label: string;
  readonly words: {
    readonly value: (value: number) => string;
    readonly break: string;
    /** What is under the chart while no bucket is shown. */
    readonly hint: string;
    /** Of a value that cannot be known. */
    readonly reason: (point: number, line: number) => string;
    readonly uncertain: (point: number) => string;
  };
  readonly onOpen?: (point: number) => void;
}

const height = 300;
/** Lines are told apart by dashes too. */
const dashes: readonly (readonly number[])[] = [[], [8, 4], [2, 3], [10, 3, 2, 3], [4, 4], [1, 4]];
const dashOf = (line: number): number[] => [...dashes[line % dashes.length]!];

/** Figures bucket by bucket as lines: gaps are gaps, another definition breaks them, an unfinished bucket is hollow. */
export function KpiTrend(props: KpiTrendProps) {
  const { lines, points, words, onOpen } = props;
  const host = useRef<HTMLDivElement>(null);
  const [shown, setShown] = useState<number | null>(null);
  const scheme = useComputedColorScheme("light") === "dark" ? "dark" : "light";
  const colours = trendColours(scheme);
  const build = useEffectEvent(
    (element: HTMLElement) =>
      new uPlot(
        options(element, colours, { ...props, onPoint: setShown }),
        trendColumnsOf(points, lines.length) as uPlot.AlignedData,
        element,
      ),
  );
  useEffect(() => {
    const element = host.current;
    if (element === null) return undefined;
    const chart = build(element);
    const observer = new ResizeObserver(() =>
      chart.setSize({ width: element.clientWidth, height }),
    );
    observer.observe(element);
    return () => {
      observer.disconnect();
      chart.destroy();
    };
  }, [points, lines, scheme, props.target, props.isRatio, props.unit]);

  const point = shown === null ? undefined : points[shown];
  return (
    <figure className={classes.figure}>
      <div
        className={classes.chart}
        role="application"
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a chart used by keyboard: arrows walk the buckets
        tabIndex={0}
        aria-label={props.label}
        onKeyDown={(event) => {
          if (event.key === "Enter" && shown !== null) onOpen?.(shown);
          const next = bucketAfterKey(event.key, shown, points.length);
          if (next === undefined) return;
          event.preventDefault();
          setShown(next);
        }}
        onDoubleClick={() => shown !== null && onOpen?.(shown)}
        onMouseLeave={() => setShown(null)}
      >
        <div ref={host} className={classes.plot} />
      </div>
      <figcaption className={classes.caption} aria-live="polite">
        <ul className={classes.legend}>
          {lines.map(({ key, name }, line) => {
            const value = shown === null ? undefined : point?.values[line];
            return (
              <li key={key}>
                <svg width="26" height="8" aria-hidden="true">
                  <line
                    x1="0"
                    x2="26"
                    y1="4"
                    y2="4"
                    stroke={colours.line(line)}
                    strokeWidth="2.5"
                    strokeDasharray={dashOf(line).join(" ")}
                  />
                </svg>
                {name}
                {shown !== null && point !== undefined && (
                  <b>
                    {value === null || value === undefined
                      ? `– ${words.reason(shown, line)}`
                      : words.value(value)}
                  </b>
                )}
              </li>
            );
          })}
        </ul>
        <span className={classes.shown}>
          {point === undefined || shown === null
            ? words.hint
            : [point.label, words.uncertain(shown)].filter((part) => part !== "").join(" · ")}
        </span>
      </figcaption>
    </figure>
  );
}

function options(
  element: HTMLElement,
  colours: TrendColours,
  props: KpiTrendProps & { readonly onPoint: (point: number | null) => void },
): uPlot.Options {
  const { points, lines, words } = props;
  const font = `12px ${getComputedStyle(element).fontFamily}`;
  const axis = { stroke: colours.axis, font, labelFont: font, ticks: { show: false } };
  return {
    width: element.clientWidth,
    height,
    legend: { show: false },
    padding: [12, 16, 0, 0],
    cursor: { y: false, drag: { x: false, y: false } },
    scales: {
      x: { time: false, range: () => [-0.5, Math.max(0, points.length - 1) + 0.5] },
      y: {
        range: (_, __, max) => [
          0,
          props.isRatio ? ratioTop(points) : max === null || max <= 0 ? 1 : max * 1.08,
        ],
      },
    },
    series: [
      {},
      ...lines.map((_, line): uPlot.Series => ({
        stroke: colours.line(line),
        width: 2,
        dash: dashOf(line),
        points: {
          show: points.length <= 120,
          size: 6,
          stroke: colours.line(line),
          fill: colours.line(line),
        },
      })),
    ],
    axes: [
      {
        ...axis,
        grid: { show: false },
        size: 30,
        splits: (chart) => {
          const step = labelStep(points.length, chart.width / 96);
          return points.flatMap((_, at) => (at % step === 0 ? [at] : []));
        },
        values: (_, splits) => splits.map((at) => points[at]?.label ?? ""),
      },
      {
        ...axis,
        grid: { stroke: colours.grid, width: 1 },
        size: 62,
        label: props.unit,
        labelSize: 18,
        values: (_, splits) => splits.map((value) => words.value(value)),
      },
    ],
    hooks: {
      draw: [
        (chart) => {
          drawHollow(chart, points, colours);
          drawBreaks(chart, points, words.break, colours);
          if (props.target !== null) drawTarget(chart, props.target, colours);
        },
      ],
      setCursor: [
        (chart) => {
          const { left } = chart.cursor;
          if (left === undefined || left < 0) return;
          const at = Math.round(chart.posToVal(left, "x"));
          props.onPoint(points[at] === undefined ? null : at);
        },
      ],
    },
  };
}

/** The page's font: the chart brings its own, which a canvas would take. */
const labelFont = (): string =>
  `${11 * devicePixelRatio}px ${getComputedStyle(document.body).fontFamily}`;

function drawHollow(chart: uPlot, points: readonly KpiPoint[], colours: TrendColours): void {
  const { ctx } = chart;
  ctx.save();
  ctx.fillStyle = colours.ground;
  points.forEach(({ isUncertain, values }, at) => {
    if (!isUncertain) return;
    for (const value of values) {
      if (value === null) continue;
      ctx.beginPath();
      ctx.arc(
        chart.valToPos(at, "x", true),
        chart.valToPos(value, "y", true),
        2 * devicePixelRatio,
        0,
        2 * Math.PI,
      );
      ctx.fill();
    }
  });
  ctx.restore();
}

function drawBreaks(
  chart: uPlot,
  points: readonly KpiPoint[],
  word: string,
  colours: TrendColours,
): void {
  const { ctx, bbox } = chart;
  ctx.save();
  ctx.strokeStyle = colours.mark;
  ctx.fillStyle = colours.mark;
  ctx.lineWidth = devicePixelRatio;
  ctx.setLineDash([3 * devicePixelRatio, 3 * devicePixelRatio]);
  ctx.font = labelFont();
  ctx.textAlign = "left";
  for (const at of definitionBreaks(points)) {
    const x = chart.valToPos(at, "x", true);
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    ctx.fillText(word, x + 4 * devicePixelRatio, bbox.top + 11 * devicePixelRatio);
  }
  ctx.restore();
}

function drawTarget(
  chart: uPlot,
  target: { readonly values: readonly number[]; readonly label: string },
  colours: TrendColours,
): void {
  const { ctx, bbox } = chart;
  ctx.save();
  ctx.strokeStyle = colours.mark;
  ctx.fillStyle = colours.mark;
  ctx.lineWidth = 1.5 * devicePixelRatio;
  ctx.setLineDash([6 * devicePixelRatio, 4 * devicePixelRatio]);
  ctx.beginPath();
  target.values.forEach((value, at) => {
    const y = chart.valToPos(value, "y", true);
    const left = chart.valToPos(at - 0.5, "x", true);
    if (at === 0) ctx.moveTo(left, y);
    else ctx.lineTo(left, y);
    ctx.lineTo(chart.valToPos(at + 0.5, "x", true), y);
  });
  ctx.stroke();
  const [first] = target.values;
  if (first !== undefined) {
    ctx.font = labelFont();
    ctx.textAlign = "left";
    const left = bbox.left + 4 * devicePixelRatio;
    const y = chart.valToPos(first, "y", true) - 5 * devicePixelRatio;
    // On a ground of its own: lines run behind it.
    const wide = ctx.measureText(target.label).width + 8 * devicePixelRatio;
    ctx.fillStyle = colours.ground;
    ctx.fillRect(bbox.left, y - 11 * devicePixelRatio, wide, 14 * devicePixelRatio);
    ctx.fillStyle = colours.mark;
    ctx.fillText(target.label, left, y);
  }
  ctx.restore();
}
