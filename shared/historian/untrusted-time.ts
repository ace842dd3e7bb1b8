import type { Span } from "../kernel/span.ts";

/** A reading's trustworthiness from an instant on. */
export interface TrustChange {
  readonly at: number;
  readonly isTrusted: boolean;
}

/** Stretches in which the newest reading was bad, from it to the next good one or the end; at most `limit`, the longest. */
export function untrustedTime(changes: readonly TrustChange[], span: Span, limit: number): Span[] {
  const stretches: Span[] = [];
  let since: number | null = null;
  for (const { at, isTrusted } of changes.toSorted((a, b) => a.at - b.at)) {
    if (!isTrusted) {
      since ??= at;
      continue;
    }
    if (since !== null) stretches.push({ start: since, end: at });
    since = null;
  }
  if (since !== null) stretches.push({ start: since, end: span.end });
  return stretches
    .flatMap(({ start, end }) => {
      const clipped = { start: Math.max(start, span.start), end: Math.min(end, span.end) };
      return clipped.start < clipped.end ? [clipped] : [];
    })
    .sort((a, b) => b.end - b.start - (a.end - a.start))
    .slice(0, limit)
    .sort((a, b) => a.start - b.start);
}
