import { z } from "zod";
import { hourMs, minuteMs } from "#shared/kernel/instant.ts";
import type { Span } from "#shared/kernel/span.ts";

/** Ranges that end now, by name. Milliseconds. */
export const presets = {
  "15min": 15 * minuteMs,
  "1h": hourMs,
  "8h": 8 * hourMs,
  "24h": 24 * hourMs,
  "7d": 7 * 24 * hourMs,
  "30d": 30 * 24 * hourMs,
} as const;
export type Preset = keyof typeof presets;
export const presetNames = Object.keys(presets) as Preset[];

const instant = z.int().nullable().catch(null).default(null);

/** Everything a trend shows, as it stands in the address: a link shows the same to somebody else. */
export const trendSearch = z.object({
  /** Ids of tags, with commas between. */
  tags: z.string().max(1_000).catch("").default(""),
  /** Ends now; `shift`: the running shift; null = `from` to `to`. */
  range: z
    .enum([...presetNames, "shift"])
    .nullable()
    .catch("1h")
    .default("1h"),
  from: instant,
  to: instant,
  live: z.boolean().catch(true).default(true),
  a: instant,
  b: instant,
});
export type TrendSearch = z.infer<typeof trendSearch>;

export const mostTags = 12;

export const tagIdsOf = ({ tags }: Pick<TrendSearch, "tags">): string[] =>
  [...new Set(tags.split(",").filter((id) => /^[0-9a-f-]{36}$/.test(id)))].slice(0, mostTags);

/** What the chart shows at `now`. */
export function viewOf(
  { range, from, to }: TrendSearch,
  now: number,
  shift: { readonly start: number; readonly end: number } | null,
): Span {
  if (range === null && from !== null && to !== null && from < to) return { start: from, end: to };
  if (range === "shift" && shift !== null) return { start: shift.start, end: shift.end };
  const length = range === null || range === "shift" ? presets["8h"] : presets[range];
  return { start: now - length, end: now };
}

const shortestMs = 1_000;
const longestMs = 400 * 24 * hourMs;

/** The view closer or farther around an instant. `factor` below 1 = closer. */
export function zoomed(view: Span, around: number, factor: number): Span {
  const length = view.end - view.start;
  const next = Math.min(longestMs, Math.max(shortestMs, length * factor));
  const share = (around - view.start) / length;
  const start = Math.round(around - next * share);
  return { start, end: Math.round(start + next) };
}

/** The view moved by a share of its length. */
export function panned(view: Span, share: number): Span {
  const by = Math.round((view.end - view.start) * share);
  return { start: view.start + by, end: view.end + by };
}
