import { clip, lengthOf, type Span } from "../kernel/span.ts";
import type { ClassifiedSpan } from "../oee/classify-time.ts";
import type { OeeInput, StateInterval } from "../oee/time-model.ts";
import type { ReasonCategory } from "../stops/reason-category.ts";
import { layClasses, type StopClass } from "../stops/stop-class.ts";
import { honestyLimits, type AuditedWeek, type SaidClass } from "./audit-week.ts";

/** A stretch that counts as planned and did not when it happened, with what it was. */
export interface RecodedStretch extends StopClass {
  /** A category the reason had, where it is the reason that was put elsewhere. */
  readonly category: ReasonCategory | null;
  readonly by: string;
  readonly recordedAt: number;
  /** The reason it has now. */
  readonly nowReasonId: string;
}

const without = (span: Span, holes: readonly Span[]): Span[] =>
  holes.reduce<Span[]>(
    (left, hole) =>
      left.flatMap((part) =>
        [
          { start: part.start, end: Math.min(part.end, hole.start) },
          { start: Math.max(part.start, hole.end), end: part.end },
        ].filter(({ start, end }) => start < end),
      ),
    [span],
  );

/** Stretches of stops whose present reason is planned and was given later than an hour after they were over. */
function saidAfterwards(week: AuditedWeek): RecodedStretch[] {
  const { input, said, measured } = week;
  const isPlanned = (reasonId: string | null): boolean =>
    reasonId !== null && input.reasonCategories.get(reasonId) === "planned";
  const isLate = (said_: SaidClass): boolean =>
    said_.recordedAt > Math.min(said_.end, input.now) + honestyLimits.afterMs;

  /** What held of a stretch before `at`: late planned words are looked behind, those in time end the search. */
  function before(stretch: Span, at: number, now: SaidClass, depth: number): RecodedStretch[] {
    const held = said.filter(
      (old) => old.supersededAt === at && old.recordedAt < at && clip(stretch, old) !== undefined,
    );
    const told = held.flatMap((old): RecodedStretch[] => {
      const part = clip(stretch, old)!;
      if (!isPlanned(old.reasonId)) return [stretchOf(part, old.reasonId, now)];
      if (!isLate(old) || depth === 0) return [];
      return before(part, old.recordedAt, now, depth - 1);
    });
    const rest = without(stretch, held).flatMap((part) =>
      measured.flatMap((interval): RecodedStretch[] => {
        const piece = clip(part, { start: interval.start, end: interval.end ?? Infinity });
        return piece === undefined || isPlanned(interval.reasonId)
          ? []
          : [stretchOf(piece, interval.reasonId, now)];
      }),
    );
    return [...told, ...rest];
  }

  return said
    .filter((row) => row.supersededAt === null && isPlanned(row.reasonId) && isLate(row))
    .flatMap((row) => before({ start: row.start, end: row.end }, row.recordedAt, row, 20));
}

const stretchOf = (
  { start, end }: Span,
  reasonId: string | null,
  now: SaidClass,
): RecodedStretch => ({
  id: `${now.id}@${start}`,
  start,
  end,
  reasonId,
  category: null,
  by: now.by,
  recordedAt: now.recordedAt,
  nowReasonId: now.reasonId!,
});

/** Stretches of a reason that became planned itself, after they were over. */
function reasonPutElsewhere(
  { input, recoded }: AuditedWeek,
  time: readonly ClassifiedSpan[],
): RecodedStretch[] {
  return recoded.flatMap(({ reasonId, at, from, by }) =>
    from === "planned" || input.reasonCategories.get(reasonId) !== "planned"
      ? []
      : time
          .filter((span) => span.reasonId === reasonId && at > span.end + honestyLimits.afterMs)
          .map(({ start, end }): RecodedStretch => ({
            id: `${reasonId}@${start}`,
            start,
            end,
            reasonId: `${reasonId}@${from}`,
            category: from,
            by,
            recordedAt: at,
            nowReasonId: reasonId,
          })),
  );
}

/** The stretches of the week that became planned after the fact, as far as they count as planned now. */
export function recodedStretches(
  week: AuditedWeek,
  time: readonly ClassifiedSpan[],
): RecodedStretch[] {
  const planned = time.filter(
    (span) =>
      span.class === "planned_down" &&
      span.breakName === null &&
      span.state !== "planned" &&
      span.state !== "maintenance",
  );
  const all = [...saidAfterwards(week), ...reasonPutElsewhere(week, time)];
  return planned
    .flatMap((span) => all.flatMap((stretch) => clip(stretch, span) ?? []))
    .toSorted((a, b) => a.start - b.start)
    .filter((stretch, i, sorted) => i === 0 || sorted[i - 1]!.end <= stretch.start);
}

/** The input with stretches given other reasons; `categories` are those of reasons that are not in the input's own. */
export function layStretches(
  input: OeeInput,
  stretches: readonly StopClass[],
  categories: readonly (readonly [string, ReasonCategory])[],
): OeeInput {
  const sorted = stretches.toSorted((a, b) => a.start - b.start);
  const intervals: StateInterval[] = layClasses(
    input.intervals.toSorted((a, b) => a.start - b.start),
    sorted,
  );
  return {
    ...input,
    intervals,
    reasonCategories: new Map([...input.reasonCategories, ...categories]),
  };
}

/** Milliseconds of stretches together. */
export const lengthOfAll = (spans: readonly Span[]): number =>
  spans.reduce((sum, span) => sum + lengthOf(span), 0);
