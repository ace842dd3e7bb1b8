import { useRef, type CSSProperties, type KeyboardEvent } from "react";
import { paretoLayout } from "./pareto-layout.ts";
import classes from "./ParetoChart.module.css";

/** One ranked line with its words and looks. */
export interface ParetoLine {
  readonly key: string;
  readonly value: number;
  readonly name: string;
  /** Under the name: code, category, how often, mean length. */
  readonly detail: string;
  readonly valueText: string;
  readonly style: CSSProperties;
}

export interface ParetoChartProps {
  readonly lines: readonly ParetoLine[];
  readonly total: number;
  /** Bars at most; what is behind them is the rest. */
  readonly most: number;
  readonly label: string;
  readonly words: {
    readonly percent: (share: number) => string;
    readonly valueOf: (value: number) => string;
    readonly rest: (count: number) => string;
    readonly cumulative: string;
    /** What opening a line does, read after its name. */
    readonly open: (name: string) => string;
  };
  readonly onOpen: (key: string) => void;
  readonly onShowAll: () => void;
}

const arrows: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

/** Losses ranked, the largest first, with the line of their shares added up; each line opens what it is made of. */
export function ParetoChart(props: ParetoChartProps) {
  const { lines, words, onOpen } = props;
  const host = useRef<HTMLUListElement>(null);
  const { bars, rest } = paretoLayout(lines, props.total, props.most);
  const move = (event: KeyboardEvent) => {
    const step = arrows[event.key];
    if (step === undefined) return;
    const buttons = [...(host.current?.querySelectorAll("button") ?? [])];
    const at = buttons.findIndex((button) => button === document.activeElement);
    const next = buttons[at + step];
    if (at < 0 || next === undefined) return;
    event.preventDefault();
    next.focus();
  };
  const rows = bars.length + (rest === null ? 0 : 1);
  const points = [
    ...bars.map(({ cumulative }, at) => [cumulative, (at + 0.5) / rows] as const),
    ...(rest === null ? [] : [[1, (rows - 0.5) / rows] as const]),
  ];
  return (
    <div className={classes.pareto}>
      <div className={classes.head} aria-hidden="true">
        <span className={classes.cumulativeHead}>
          {words.cumulative}
          <span className={classes.scale}>
            <span>0</span>
            <span>{words.percent(0.8)}</span>
          </span>
        </span>
      </div>
      <div className={classes.body}>
        <svg
          className={classes.line}
          viewBox="0 0 1 1"
          preserveAspectRatio="none"
          aria-hidden="true"
        >
          <line className={classes.fourFifths} x1={0.8} x2={0.8} y1={0} y2={1} />
          <polyline points={points.map(([x, y]) => `${x},${y}`).join(" ")} />
        </svg>
        <ul ref={host} className={classes.bars} aria-label={props.label} onKeyDown={move}>
          {bars.map((bar, at) => {
            const line = lines[at]!;
            return (
              <li key={bar.key}>
                <button
                  type="button"
                  className={classes.row}
                  data-vital={bar.isVital || undefined}
                  title={words.open(line.name)}
                  onClick={() => onOpen(bar.key)}
                >
                  <span className={classes.name}>
                    {line.name}
                    <span className={classes.detail}>{line.detail}</span>
                  </span>
                  <span className={classes.track} aria-hidden="true">
                    <span
                      className={classes.bar}
                      style={{ ...line.style, width: `max(2px, ${bar.length * 100}%)` }}
                    />
                  </span>
                  <span className={classes.value}>{line.valueText}</span>
                  <span className={classes.share}>{words.percent(bar.share)}</span>
                  <span className={classes.cumulative}>
                    <span
                      className={classes.point}
                      style={{ insetInlineStart: `${bar.cumulative * 100}%` }}
                      aria-hidden="true"
                    />
                    <span className={classes.cumulativeText}>{words.percent(bar.cumulative)}</span>
                  </span>
                </button>
              </li>
            );
          })}
          {rest !== null && (
            <li>
              <button
                type="button"
                className={classes.row}
                data-rest=""
                onClick={() => props.onShowAll()}
              >
                <span className={classes.name}>{words.rest(rest.count)}</span>
                <span className={classes.track} />
                <span className={classes.value}>{words.valueOf(rest.value)}</span>
                <span className={classes.share}>{words.percent(rest.share)}</span>
                <span className={classes.cumulative}>
                  <span className={classes.cumulativeText}>{words.percent(1)}</span>
                </span>
              </button>
            </li>
          )}
        </ul>
      </div>
    </div>
  );
}
