import { clip, contains, lengthOf, overlaps, type Span } from "../kernel/span.ts";
import { kpisOf } from "../oee/kpis.ts";
import { sumUp } from "../oee/oee-sums.ts";
import { timeElements } from "../oee/time-elements.ts";
import type { TimeAndPieces } from "../oee/time-and-pieces.ts";
import type { OeeInput, ShiftSpan } from "../oee/time-model.ts";
import { isUnclassified } from "../stops/unclassified.ts";
import { layStretches, lengthOfAll, recodedStretches } from "./after-the-fact.ts";
import { honestyLimits, type AuditedWeek } from "./audit-week.ts";
import { usPerPiece } from "./best-rate.ts";
import type { Evidence, FindingKind } from "./finding.ts";

/** A finding before its own effect is known; `undo` null where nothing can be taken back. */
export interface Found {
  readonly kind: FindingKind;
  readonly ms: number;
  readonly pieces: number;
  readonly share: number | null;
  readonly evidence: readonly Evidence[];
  readonly undo: ((input: OeeInput) => OeeInput) | null;
}

const evidenceOf = (span: Span, name: string, more: Partial<Evidence> = {}): Evidence => ({
  start: span.start,
  end: span.end,
  name,
  ms: null,
  pieces: null,
  by: null,
  recordedAt: null,
  idealUs: null,
  bestUs: null,
  ratio: null,
  ...more,
});

/** Products whose ideal cycle is slower than what the machine has kept up for half an hour. */
export function slowIdealCycles(week: AuditedWeek, { counts }: TimeAndPieces): Found | null {
  const slow = [...Map.groupBy(counts, ({ productId }) => productId)].flatMap(
    ([productId, made]) => {
      const best = productId === null ? undefined : week.best.get(productId);
      if (productId === null || best === undefined) return [];
      const idealUs = Math.max(
        0,
        ...made.map(({ ideal }) => (ideal === null ? 0 : ideal.cycleUs / ideal.cavities)),
      );
      const bestUs = usPerPiece(best);
      if (bestUs >= idealUs * (1 - honestyLimits.cycleShare)) return [];
      const pieces = made.reduce((sum, { total }) => sum + total, 0);
      // Cycles used that are slower, by their date; a run with other cavities has another time per piece.
      const slower = new Set(
        made.flatMap(({ ideal }) =>
          ideal !== null && ideal.cycleUs / ideal.cavities > bestUs ? [ideal.validFrom] : [],
        ),
      );
      return [{ productId, best, idealUs, bestUs, pieces, slower }];
    },
  );
  if (slow.length === 0) return null;
  const byProduct = new Map<string | null, (typeof slow)[number]>(
    slow.map((one) => [one.productId, one]),
  );
  return {
    kind: "slow_ideal_cycle",
    ms: 0,
    pieces: slow.reduce((sum, { pieces }) => sum + pieces, 0),
    share: null,
    evidence: slow.map(({ productId, best, idealUs, bestUs, pieces }) =>
      evidenceOf(best, week.productCode(productId), { idealUs, bestUs, pieces }),
    ),
    undo: (input) => ({
      ...input,
      // The window and its pieces are the exact cycle: so long for so many.
      cycles: input.cycles.map((cycle) => {
        const one = byProduct.get(cycle.productId);
        if (one === undefined || !one.slower.has(cycle.validFrom)) return cycle;
        const cycleUs = lengthOf(one.best) * 1_000;
        return { ...cycle, cycleUs, cavities: one.best.pieces };
      }),
      counts: input.counts.map((count) =>
        byProduct.has(count.productId) ? { ...count, cavities: null } : count,
      ),
    }),
  };
}

/** Cuts stretches out of the breaks of shifts: that time is planned busy time then. */
function workedThrough(shifts: readonly ShiftSpan[], worked: readonly Span[]): ShiftSpan[] {
  return shifts.map((shift) => ({
    ...shift,
    breaks: shift.breaks.flatMap((pause) =>
      worked.reduce(
        (left, run) =>
          left.flatMap((part) =>
            [
              { ...part, end: Math.min(part.end, run.start) },
              { ...part, start: Math.max(part.start, run.end) },
            ].filter(({ start, end }) => start < end),
          ),
        [pause],
      ),
    ),
  }));
}

/** Breaks and planned downtime in which the machine ran. */
export function workedBreaks(_week: AuditedWeek, { spans, counts }: TimeAndPieces): Found | null {
  const running = spans.filter(
    (span) => span.class === "planned_down" && span.breakName !== null && span.state === "running",
  );
  const pauses = [...Map.groupBy(running, (span) => `${span.shiftId} ${span.breakName}`).values()]
    .map((worked) => {
      const reach = { start: worked[0]!.start, end: worked.at(-1)!.end };
      const pieces = counts
        .filter((count) => count.class === "planned_down" && contains(reach, count.bookedAt))
        .reduce((sum, { total }) => sum + total, 0);
      return { worked, reach, pieces, ms: lengthOfAll(worked) };
    })
    .filter(({ ms }) => ms >= honestyLimits.workedMs);
  if (pauses.length === 0) return null;
  const worked = pauses.flatMap((pause) => pause.worked);
  return {
    kind: "worked_break",
    ms: lengthOfAll(worked),
    pieces: pauses.reduce((sum, { pieces }) => sum + pieces, 0),
    share: null,
    evidence: pauses.map(({ worked: runs, reach, pieces, ms }) =>
      evidenceOf(reach, runs[0]!.breakName ?? "", { ms, pieces }),
    ),
    undo: (input) => ({ ...input, shifts: workedThrough(input.shifts, worked) }),
  };
}

/** Stops that count as planned and did not when they happened. */
export function plannedAfterTheFact(week: AuditedWeek, { spans }: TimeAndPieces): Found | null {
  const stretches = recodedStretches(week, spans);
  if (stretches.length === 0) return null;
  return {
    kind: "planned_after_the_fact",
    ms: lengthOfAll(stretches),
    pieces: 0,
    share: null,
    evidence: stretches.map((stretch) =>
      evidenceOf(stretch, week.reasonName(stretch.nowReasonId), {
        ms: lengthOf(stretch),
        by: stretch.by,
        recordedAt: stretch.recordedAt,
      }),
    ),
    undo: (input) =>
      layStretches(
        input,
        stretches,
        stretches.flatMap(({ reasonId, category }) =>
          reasonId === null || category === null ? [] : [[reasonId, category] as const],
        ),
      ),
  };
}

/** Marks the reason that a changeover named as planned gets back. */
const changeoverReason = "@changeover";

/** Planned stops in which the product changed, or in which the machine itself said it was being set up. */
export function changeoversAsPlanned(week: AuditedWeek, { spans }: TimeAndPieces): Found | null {
  const { runs } = week.input;
  const changes = runs
    .toSorted((a, b) => a.start - b.start)
    .filter((run, i, sorted) => i > 0 && sorted[i - 1]!.productId !== run.productId)
    .map(({ start }) => start);
  const near = ({ start, end }: Span): boolean =>
    changes.some(
      (at) => at >= start - honestyLimits.changeoverMs && at <= end + honestyLimits.changeoverMs,
    );
  const named = spans.filter(
    (span) =>
      span.class === "planned_down" &&
      span.breakName === null &&
      span.reasonId !== null &&
      span.state !== "planned" &&
      span.state !== "maintenance",
  );
  const changed = named.filter((span) => span.state === "setup" || near(stopOf(span, named)));
  if (changed.length === 0) return null;
  return {
    kind: "changeover_as_planned",
    ms: lengthOfAll(changed),
    pieces: 0,
    share: null,
    evidence: changed.map((span) =>
      evidenceOf(span, week.reasonName(span.reasonId!), { ms: lengthOf(span) }),
    ),
    undo: (input) =>
      layStretches(
        input,
        changed.map(({ start, end }) => ({
          id: `${changeoverReason}${start}`,
          start,
          end,
          reasonId: changeoverReason,
        })),
        [[changeoverReason, "changeover"]],
      ),
  };
}

/** The touching planned spans around one: a run that begins inside a stop cuts it in two. */
function stopOf(span: Span, planned: readonly Span[]): Span {
  const touching = planned.filter((other) => other.end === span.start || other.start === span.end);
  return {
    start: Math.min(span.start, ...touching.map(({ start }) => start)),
    end: Math.max(span.end, ...touching.map(({ end }) => end)),
  };
}

/** Planned downtime that was entered, or moved to where it is, once it had begun. */
export function downtimeAfterTheFact(week: AuditedWeek, { spans }: TimeAndPieces): Found | null {
  const late = week.downtimes.filter(({ start, recordedAt }) => recordedAt > start);
  const taken = late.map((downtime) => ({
    downtime,
    ms: lengthOfAll(
      spans.flatMap((span) =>
        span.class === "planned_down" && span.breakName === downtime.name
          ? (clip(span, { ...downtime, end: Math.min(downtime.end, downtime.recordedAt) }) ?? [])
          : [],
      ),
    ),
  }));
  const counting = taken.filter(({ ms }) => ms > 0);
  if (counting.length === 0) return null;
  const isLate = (pause: Span & { readonly name: string }) =>
    counting.some(({ downtime }) => downtime.name === pause.name && overlaps(downtime, pause));
  return {
    kind: "planned_downtime_after_the_fact",
    ms: counting.reduce((sum, { ms }) => sum + ms, 0),
    pieces: 0,
    share: null,
    evidence: counting.map(({ downtime, ms }) =>
      evidenceOf(downtime, downtime.name, {
        ms,
        by: downtime.by,
        recordedAt: downtime.recordedAt,
      }),
    ),
    undo: (input) => ({
      ...input,
      shifts: input.shifts.map((shift) => ({
        ...shift,
        breaks: shift.breaks.filter((pause) => !isLate(pause)),
      })),
    }),
  };
}

/** Shifts whose effectiveness is above 100 %: the ideal cycle is not ideal, or pieces are counted twice. */
export function valuesAboveOne(
  { input }: AuditedWeek,
  { spans, counts }: TimeAndPieces,
): Found | null {
  const evidence = input.shifts.flatMap((shift): Evidence[] => {
    const { figures } = kpisOf(
      sumUp({
        spans: spans.filter(({ shiftId }) => shiftId === shift.id),
        counts: counts.filter(({ shiftId }) => shiftId === shift.id),
        preliminary: false,
      }),
      input.policy,
    );
    const { value } = figures.effectiveness;
    return value === null || value <= 1 ? [] : [evidenceOf(shift, shift.name, { ratio: value })];
  });
  if (evidence.length === 0) return null;
  return { kind: "above_one", ms: 0, pieces: 0, share: null, evidence, undo: null };
}

/** Time of planned busy time of which nothing is known. */
export function unknownShare(_week: AuditedWeek, { spans }: TimeAndPieces): Found | null {
  return shareFound(
    "unknown_share",
    spans.filter((span) => span.class === "unknown"),
    spans,
    honestyLimits.unknownShare,
  );
}

/** Stops longer than minor ones that nobody has given a reason. */
export function unclassifiedShare(_week: AuditedWeek, { spans }: TimeAndPieces): Found | null {
  return shareFound(
    "unclassified_share",
    spans.filter(isUnclassified),
    spans,
    honestyLimits.unclassifiedShare,
  );
}

function shareFound(
  kind: FindingKind,
  of: TimeAndPieces["spans"],
  all: TimeAndPieces["spans"],
  limit: number,
): Found | null {
  const { pbt } = timeElements(sumUp({ spans: all, counts: [], preliminary: false }).time);
  const ms = lengthOfAll(of);
  if (pbt === 0 || ms / pbt <= limit) return null;
  const longest = of.toSorted((a, b) => lengthOf(b) - lengthOf(a));
  const evidence = longest.map((span) =>
    evidenceOf(span, span.cause ?? "", { ms: lengthOf(span) }),
  );
  return { kind, ms, pieces: 0, share: ms / pbt, evidence, undo: null };
}

/** Counter jumps that wait for a decision: pieces in no figure. */
export function suspectPieces({ suspectPieces: pieces }: AuditedWeek): Found | null {
  if (pieces === 0) return null;
  return { kind: "suspect_pieces", ms: 0, pieces, share: null, evidence: [], undo: null };
}
