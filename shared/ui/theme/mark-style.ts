import type { CSSProperties } from "react";
import { markCodes, stateMarks, type MarkCode } from "./state-marks.ts";

const hatch = (edge: string): string =>
  `repeating-linear-gradient(-45deg, transparent 0 4px, color-mix(in srgb, ${edge} 42%, transparent) 4px 6px)`;

const styleOf = (code: MarkCode): CSSProperties => ({
  backgroundColor: `var(--state-${code})`,
  backgroundImage:
    stateMarks[code].pattern === "hatch" ? hatch(`var(--state-${code}-edge)`) : "none",
  borderColor: `var(--state-${code}-edge)`,
  color: `var(--state-${code}-on)`,
});

const styles = Object.fromEntries(markCodes.map((code) => [code, styleOf(code)])) as Record<
  MarkCode,
  CSSProperties
>;

/** Fill, hatch, border and ink of a mark; the same object each time, follows the theme by itself. */
export const markStyle = (code: MarkCode): CSSProperties => styles[code];
