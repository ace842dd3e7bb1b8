import type { CSSProperties, ReactNode } from "react";
import { waterfallBars, type WaterfallStep } from "./waterfall-layout.ts";
import classes from "./Waterfall.module.css";

/** A step with its words and looks. */
export interface WaterfallLine extends WaterfallStep {
  readonly name: string;
  /** Its time as people say it, and to the last millisecond. */
  readonly text: string;
  readonly exact: string;
  /** Share of the whole as text; `–` where there is none. */
  readonly shareText: string;
  /** Fill of the bar; states by the colours of their marks. */
  readonly style: CSSProperties;
  /** What opens; absent = nothing does. */
  readonly open?: (content: ReactNode, className: string) => ReactNode;
  /** Beside the name: what lowers which factor, why a value is missing. */
  readonly note?: string | undefined;
}

/** Where time went, from the whole down to what was good: one line per step, its bar, its time and its share. */
export function Waterfall(props: {
  lines: readonly WaterfallLine[];
  shareOf: string;
  label: string;
}) {
  const { lines, shareOf, label } = props;
  const bars = waterfallBars(lines, shareOf);
  return (
    <ul className={classes.waterfall} aria-label={label}>
      {lines.map((line, at) => {
        const bar = bars[at]!;
        const content = (
          <>
            <span className={classes.name}>
              {line.name}
              {line.note !== undefined && <span className={classes.note}>{line.note}</span>}
            </span>
            <span className={classes.track} aria-hidden="true">
              <span
                className={classes.bar}
                data-gain={bar.isGain || undefined}
                style={{
                  ...line.style,
                  insetInlineStart: `${bar.start * 100}%`,
                  width: `max(${line.ms === null || line.ms === 0 ? 0 : 2}px, ${bar.length * 100}%)`,
                }}
              />
            </span>
            <span className={classes.time} title={line.exact}>
              {line.text}
            </span>
            <span className={classes.exact}>{line.exact}</span>
            <span className={classes.share}>{line.shareText}</span>
          </>
        );
        return (
          <li key={line.key} data-kind={line.kind} data-none={line.ms === 0 || undefined}>
            {line.open === undefined ? (
              <span className={classes.line}>{content}</span>
            ) : (
              line.open(content, `${classes.line} ${classes.opens}`)
            )}
          </li>
        );
      })}
    </ul>
  );
}
