import { useEffect, useEffectEvent, useRef, useState } from "react";
import { useComputedColorScheme } from "@mantine/core";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { hourColumns, scaleTop, labelStep, type HourBar } from "./hour-bars.ts";
import classes from "./HourBars.module.css";

export interface HourBarsProps {
  readonly bars: readonly HourBar[];
  /** Axis title with its unit. */
  readonly unit: string;
  /** The chart in words. */
  readonly label: string;
  readonly pieces: (count: number) => string;
  /** One hour in words, under the chart while it is pointed at. */
  readonly describe: (bar: HourBar, index: number) => string;
  /** What is shown under the chart otherwise. */
  readonly legend: React.ReactNode;
}

const height = 230;

/** Plain colours, because a canvas knows no CSS variables: quiet greys, so that only states are coloured. */
const palettes = {
  light: { good: "#5b8a93", reject: "#1f252d", due: "#1f252d", axis: "#5b6370", grid: "#e3e6eb" },
  dark: { good: "#4f8f9b", reject: "#e6e9ee", due: "#e6e9ee", axis: "#a0a8b5", grid: "#2a3038" },
} as const;
type Palette = (typeof palettes)["light" | "dark"];

/** Pieces per hour, good and reject stacked, with each hour's own target as a line across its bar. */
export function HourBars(props: HourBarsProps) {
  const { bars, describe, label, legend, unit, pieces } = props;
  const host = useRef<HTMLDivElement>(null);
  const [pointed, setPointed] = useState<number | null>(null);
  const scheme = useComputedColorScheme("light") === "dark" ? "dark" : "light";
  const shape = bars.map((bar) => bar.label).join();
  const plot = useRef<uPlot | null>(null);

  const build = useEffectEvent((element: HTMLElement) => {
    const options = chartOptions(element, palettes[scheme], { ...props, onPoint: setPointed });
    return new uPlot(options, hourColumns(bars), element);
  });
  // The chart is built anew for other hours, words or colours; new pieces only set its data.
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
  }, [shape, scheme, unit, pieces]);

  useEffect(() => plot.current?.setData(hourColumns(bars)), [bars]);

  const bar = pointed === null ? undefined : bars[pointed];
  return (
    <figure className={classes.figure}>
      <div ref={host} className={classes.plot} role="img" aria-label={label} />
      <figcaption className={classes.caption}>
        {bar === undefined || pointed === null ? legend : describe(bar, pointed)}
      </figcaption>
    </figure>
  );
}

function chartOptions(
  element: HTMLElement,
  colours: Palette,
  props: HourBarsProps & { readonly onPoint: (index: number | null) => void },
): uPlot.Options {
  const { bars } = props;
  const font = `12px ${getComputedStyle(element).fontFamily}`;
  const axis = { stroke: colours.axis, font, labelFont: font, ticks: { show: false } };
  const barPaths = uPlot.paths.bars!({ size: [0.72, 64] });
  return {
    width: element.clientWidth,
    height,
    legend: { show: false },
    cursor: { y: false, points: { show: false }, drag: { x: false, y: false } },
    scales: {
      x: { time: false, range: () => [-0.6, Math.max(0, bars.length - 1) + 0.6] },
      y: { range: (_, __, max) => [0, scaleTop(max)] },
    },
    series: [
      {},
      { fill: colours.reject, width: 0, paths: barPaths, points: { show: false } },
      { fill: colours.good, width: 0, paths: barPaths, points: { show: false } },
      { paths: () => null, points: { show: false } },
    ],
    axes: [
      {
        ...axis,
        grid: { show: false },
        size: 28,
        splits: (chart) => {
          const step = labelStep(bars.length, chart.width / 44);
          return bars.flatMap((_, index) => (index % step === 0 ? [index] : []));
        },
        values: (_, splits) => splits.map((at) => bars[at]?.label ?? ""),
      },
      {
        ...axis,
        grid: { stroke: colours.grid, width: 1 },
        size: 58,
        label: props.unit,
        labelSize: 18,
        values: (_, splits) =>
          splits.map((value) => (Number.isInteger(value) ? props.pieces(value) : "")),
      },
    ],
    hooks: {
      draw: [(chart) => drawTargets(chart, colours.due)],
      setCursor: [(chart) => props.onPoint(chart.cursor.idx ?? null)],
    },
  };
}

/** A line across each bar at its target; hours without a known target have none. */
function drawTargets(chart: uPlot, color: string): void {
  const { ctx } = chart;
  const targets = chart.data[3] ?? [];
  ctx.save();
  ctx.strokeStyle = color;
  ctx.lineWidth = 2 * devicePixelRatio;
  ctx.beginPath();
  targets.forEach((due, index) => {
    if (due === null || due === undefined) return;
    const y = chart.valToPos(due, "y", true);
    ctx.moveTo(chart.valToPos(index - 0.44, "x", true), y);
    ctx.lineTo(chart.valToPos(index + 0.44, "x", true), y);
  });
  ctx.stroke();
  ctx.restore();
}
