import uPlot from "uplot";
import type { Span } from "../../kernel/span.ts";
import { timeTicks } from "../strip/time-ticks.ts";
import { stepDecimals } from "./step-decimals.ts";
import type { TrendColours } from "./trend-colours.ts";
import type { TrendLine } from "./trend-line.ts";

/** Room for one axis of values, CSS pixels; lanes below the chart leave the same. */
export const axisWidth = 86;
/** Of it, the name of the unit. */
const unitWidth = 16;
/** Values stand at most on so many axes; lines of further units have their own scale without one. */
const mostAxes = 3;
export const timeAxisHeight = 34;

export interface TrendWords {
  /** A value beside its axis, with as many decimals. */
  readonly number: (value: number, decimals: number) => string;
  /** An instant under the time axis; `stepMs` from one to the next. */
  readonly tick: (at: number, stepMs: number) => string;
}

export interface TrendOptionsWish {
  readonly curves: readonly { readonly line: TrendLine; readonly colour: string }[];
  readonly width: number;
  readonly height: number;
  readonly font: string;
  readonly colours: TrendColours;
  readonly words: TrendWords;
  readonly zoneOffsetMs: number;
  readonly isNarrow: boolean;
  readonly view: () => Span;
  readonly onCursor: (at: number | null) => void;
  readonly onZoom: (span: Span) => void;
  readonly onReset: () => void;
  readonly drawGround: (chart: uPlot) => void;
  readonly drawMarks: (chart: uPlot) => void;
}

/** Units in the order of their lines. */
export const unitsOf = (
  curves: readonly { readonly line: Pick<TrendLine, "unit"> }[],
): string[] => [...new Set(curves.map(({ line }) => line.unit))];

/** How many axes stand left and right of the plot. */
export function axesBeside(units: number, isNarrow: boolean): { left: number; right: number } {
  const shown = Math.min(units, isNarrow ? 2 : mostAxes);
  return { left: Math.max(1, Math.ceil(shown / 2)), right: Math.floor(shown / 2) };
}

const scaleOf = (unit: string): string => `y ${unit}`;

/** uPlot's options of a trend: a band from smallest to greatest and a line of last values for every curve. */
export function trendOptions(wish: TrendOptionsWish): uPlot.Options {
  const { curves, colours, font, words } = wish;
  const units = unitsOf(curves);
  const beside = axesBeside(units.length, wish.isNarrow);
  const axis = { stroke: colours.axis, font, labelFont: font, ticks: { show: false } };
  const step = uPlot.paths.stepped!({ align: 1 });
  return {
    width: wish.width,
    height: wish.height,
    ms: 1,
    legend: { show: false },
    padding: [10, beside.right === 0 ? 16 : 0, 0, 0],
    cursor: {
      y: false,
      points: { show: false },
      drag: { x: true, y: false, setScale: false },
      bind: {
        dblclick: () => () => {
          wish.onReset();
          return null;
        },
      },
    },
    scales: {
      x: { time: false, range: () => [wish.view().start, wish.view().end] },
      ...Object.fromEntries(units.map((unit) => [scaleOf(unit), { auto: true }])),
    },
    series: [
      {},
      ...curves.flatMap(({ line, colour }): uPlot.Series[] => {
        const common = { scale: scaleOf(line.unit), points: { show: false }, paths: step };
        return [
          { ...common, stroke: "transparent", width: 0 },
          { ...common, stroke: "transparent", width: 0 },
          { ...common, stroke: colour, width: 1.6 },
        ];
      }),
    ],
    bands: curves.map(({ colour }, i) => ({
      series: [i * 3 + 2, i * 3 + 1] as [number, number],
      fill: `${colour}40`,
    })),
    axes: [
      {
        ...axis,
        size: timeAxisHeight,
        grid: { stroke: colours.grid, width: 1 },
        splits: (chart) => {
          const atMost = Math.max(2, Math.floor(chart.bbox.width / devicePixelRatio / 96));
          return [...timeTicks(wish.view(), atMost, wish.zoneOffsetMs).at];
        },
        values: (chart, splits) => {
          const atMost = Math.max(2, Math.floor(chart.bbox.width / devicePixelRatio / 96));
          const { stepMs } = timeTicks(wish.view(), atMost, wish.zoneOffsetMs);
          return splits.map((at) => words.tick(at, stepMs));
        },
      },
      ...units.slice(0, beside.left + beside.right).map((unit, i): uPlot.Axis => {
        const first = curves.find(({ line }) => line.unit === unit);
        const isOnly = curves.filter(({ line }) => line.unit === unit).length === 1;
        return {
          ...axis,
          stroke: isOnly && units.length > 1 ? (first?.colour ?? colours.axis) : colours.axis,
          scale: scaleOf(unit),
          side: i % 2 === 0 ? 3 : 1,
          size: unit === "" ? axisWidth : axisWidth - unitWidth,
          label: unit === "" ? "" : unit,
          labelSize: unit === "" ? 0 : unitWidth,
          grid: { show: i === 0, stroke: colours.grid, width: 1 },
          values: (_chart, splits, _axis, _space, step) => {
            const decimals = stepDecimals(step);
            return splits.map((value) => words.number(value, decimals));
          },
        };
      }),
    ],
    hooks: {
      drawClear: [wish.drawGround],
      draw: [wish.drawMarks],
      setCursor: [
        (chart) => {
          const { left } = chart.cursor;
          wish.onCursor(left === undefined || left < 0 ? null : chart.posToVal(left, "x"));
        },
      ],
      setSelect: [
        (chart) => {
          const { left, width } = chart.select;
          if (width < 4) return;
          const start = Math.round(chart.posToVal(left, "x"));
          const end = Math.round(chart.posToVal(left + width, "x"));
          chart.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
          if (end > start) wish.onZoom({ start, end });
        },
      ],
    },
  };
}
