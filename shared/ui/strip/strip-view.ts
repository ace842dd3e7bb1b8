import type { Span } from "#shared/kernel/span.ts";

/** No view gets narrower than this; below it a pixel is less than a few milliseconds. */
export const narrowestViewMs = 10_000;

/** Zooms by `factor` (< 1 = closer) so that the instant `anchor` stays where it is, inside `whole`. */
export function zoomView(view: Span, whole: Span, factor: number, anchor: number): Span {
  const wholeLength = whole.end - whole.start;
  const length = view.end - view.start;
  const wanted = Math.min(
    wholeLength,
    Math.max(Math.min(narrowestViewMs, wholeLength), length * factor),
  );
  const share = (anchor - view.start) / length;
  return keepInside(anchor - share * wanted, wanted, whole);
}

/** The view that shows `wanted`, around its middle when that is narrower than a view may be. */
export function zoomTo(wanted: Span, whole: Span): Span {
  const length = Math.max(
    wanted.end - wanted.start,
    Math.min(narrowestViewMs, whole.end - whole.start),
  );
  return keepInside((wanted.start + wanted.end - length) / 2, length, whole);
}

/** Moves the view by `deltaMs`, never out of `whole`. */
export const panView = (view: Span, whole: Span, deltaMs: number): Span =>
  keepInside(view.start + deltaMs, view.end - view.start, whole);

/** The least move that brings a span into view; zooms out when it is longer than the view. */
export function revealSpan(view: Span, whole: Span, span: Span): Span {
  const length = Math.max(
    view.end - view.start,
    Math.min(span.end, whole.end) - Math.max(span.start, whole.start),
  );
  if (span.start < view.start) return keepInside(span.start, length, whole);
  if (span.end > view.end) return keepInside(span.end - length, length, whole);
  return view;
}

/** A view of `whole` after `whole` itself moved on (the running shift grows): kept if still inside. */
export function viewWithin(view: Span | null, whole: Span): Span {
  if (view === null || view.start < whole.start || view.end > whole.end) return whole;
  return view;
}

/**
 * A window of fixed length that ends now, moved only in steps of one pixel column: between the steps the strip
 * looks the same and need not be drawn again.
 */
export function slidingView(now: number, lengthMs: number, columns: number): Span {
  const step = Math.max(1, Math.floor(lengthMs / Math.max(1, columns)));
  const end = Math.ceil(now / step) * step;
  return { start: end - lengthMs, end };
}

function keepInside(start: number, length: number, whole: Span): Span {
  const first = Math.round(Math.min(Math.max(start, whole.start), whole.end - length));
  return { start: first, end: Math.round(first + length) };
}
