/** Half-open interval `[start, end)` of UTC milliseconds. The only interval shape in the product. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export const lengthOf = (span: Span): number => span.end - span.start;

export const contains = (span: Span, at: number): boolean => at >= span.start && at < span.end;

export const overlaps = (a: Span, b: Span): boolean => a.start < b.end && b.start < a.end;

/** The part of `span` inside `window`, or undefined when they do not overlap. */
export function clip<T extends Span>(span: T, window: Span): T | undefined {
  const start = Math.max(span.start, window.start);
  const end = Math.min(span.end, window.end);
  return start < end ? { ...span, start, end } : undefined;
}
