import {
  phaseNames,
  type ChangeoverRow,
  type PhaseName,
  type StripGap,
} from "#shared/runs/changeover.ts";

export interface BarPart {
  readonly phase: PhaseName;
  readonly ms: number;
  /** Share of the longest changeover shown, 0..1. */
  readonly share: number;
}

/** Length of what is known of a changeover, milliseconds of elapsed time. */
export const knownMs = ({ phases }: Pick<ChangeoverRow, "phases">): number =>
  phaseNames.reduce((sum, phase) => sum + (phases[phase]?.ms ?? 0), 0);

/** The phases that are known, one behind the other, on one scale for all bars. */
export const barOf = (row: Pick<ChangeoverRow, "phases">, longestMs: number): BarPart[] =>
  phaseNames.flatMap((phase) => {
    const ms = row.phases[phase]?.ms ?? 0;
    return ms === 0 ? [] : [{ phase, ms, share: longestMs === 0 ? 0 : ms / longestMs }];
  });

/** Whether a phase is missing, so that the bar does not tell the whole changeover. */
export const isPartial = ({ phases }: Pick<ChangeoverRow, "phases">): boolean =>
  phaseNames.some((phase) => phases[phase] === null);

/** The stretch of the machine's timeline around a changeover. */
export function aroundStrip(row: ChangeoverRow): { from: number; to: number } {
  const instants = [row.lastGood, row.stopped, row.firstPiece, row.firstGood, row.atRate].flatMap(
    ({ at }) => at ?? [],
  );
  const [from, to] = [Math.min(row.at, ...instants), Math.max(row.at, ...instants)];
  const margin = Math.max(5 * 60_000, Math.round((to - from) / 10));
  return { from: from - margin, to: to + margin };
}

/** What keeps changeovers from being told to their end, and how many it does; the most frequent first. */
export function missingReasons(
  rows: readonly Pick<
    ChangeoverRow,
    "lastGood" | "stopped" | "firstPiece" | "firstGood" | "atRate"
  >[],
): { readonly reason: StripGap; readonly count: number }[] {
  const counts = new Map<StripGap, number>();
  for (const row of rows) {
    const reasons = new Set(
      [row.lastGood, row.stopped, row.firstPiece, row.firstGood, row.atRate].flatMap((point) =>
        point.at === null ? [point.reason] : [],
      ),
    );
    for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return [...counts]
    .map(([reason, count]) => ({ reason, count }))
    .toSorted((a, b) => b.count - a.count || a.reason.localeCompare(b.reason, "en"));
}
