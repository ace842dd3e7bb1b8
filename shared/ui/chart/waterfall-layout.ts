/** One step of a time balance: a whole, or what is taken from the whole above it. Milliseconds. */
export interface WaterfallStep {
  readonly key: string;
  readonly kind: "whole" | "loss";
  /** Null = cannot be known; such a step takes no room. A loss below zero gives time back. */
  readonly ms: number | null;
}

/** Where a step's bar stands on the scale of the first whole, 0..1. */
export interface WaterfallBar {
  readonly key: string;
  readonly start: number;
  readonly length: number;
  /** Of the whole the shares are told of, 1 = all; null = not known. */
  readonly share: number | null;
  /** Gives time back: drawn beyond the end of what is left. */
  readonly isGain: boolean;
}

/**
 * Bars of a waterfall: each loss ends where the time left before it ended. `shareOf`: the key of the whole that shares
 * are told of.
 */
export function waterfallBars(steps: readonly WaterfallStep[], shareOf: string): WaterfallBar[] {
  const full = steps.find(({ kind, ms }) => kind === "whole" && ms !== null)?.ms ?? 0;
  const whole = steps.find(({ key }) => key === shareOf)?.ms ?? null;
  const on = (ms: number) => (full <= 0 ? 0 : Math.min(1, Math.max(0, ms / full)));
  let left = full;
  return steps.map(({ key, kind, ms }): WaterfallBar => {
    const share = ms === null || whole === null || whole <= 0 ? null : ms / whole;
    if (ms === null) return { key, start: on(left), length: 0, share, isGain: false };
    if (kind === "whole") {
      left = ms;
      return { key, start: 0, length: on(ms), share, isGain: false };
    }
    const before = left;
    left -= ms;
    const [start, end] = ms >= 0 ? [on(left), on(before)] : [on(before), on(left)];
    return { key, start, length: end - start, share, isGain: ms < 0 };
  });
}
