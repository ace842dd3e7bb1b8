import type { ChangeoverRow, PhaseTime } from "./changeover.ts";
import type { LearnedTime, MatrixCell } from "./changeover-matrix.ts";

/** Median: the middle one, or the mean of the two in the middle. */
function medianOf(sorted: readonly number[]): number {
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** @param times in order of time, the last one last */
function learned(times: readonly PhaseTime[]): LearnedTime {
  const known = times.flatMap((time) => (time === null ? [] : time.plannedMs));
  if (known.length === 0) return null;
  const sorted = known.toSorted((a, b) => a - b);
  return {
    n: sorted.length,
    medianMs: medianOf(sorted),
    bestMs: sorted[0]!,
    p90Ms: sorted[Math.ceil(sorted.length * 0.9) - 1]!,
    lastMs: known.at(-1)!,
  };
}

/**
 * What was learned of changing each machine from one product to another, in planned time. Every phase counts the
 * changeovers in which both its ends are known; `whole` those known from end to end.
 */
export function learnMatrix(rows: readonly ChangeoverRow[]): MatrixCell[] {
  const inOrder = rows.toSorted((a, b) => a.at - b.at);
  const cells = Map.groupBy(inOrder, ({ machineId, from, to }) =>
    JSON.stringify([machineId, from.productCode, to.productCode]),
  );
  return [...cells.values()]
    .map((changes): MatrixCell => {
      const [first] = changes;
      const complete = changes.filter(({ whole }) => whole !== null);
      const best = complete.reduce<ChangeoverRow | null>(
        (least, change) =>
          least === null || change.whole!.plannedMs < least.whole!.plannedMs ? change : least,
        null,
      );
      return {
        machineId: first!.machineId,
        machineCode: first!.machineCode,
        fromCode: first!.from.productCode,
        toCode: first!.to.productCode,
        n: changes.length,
        lastAt: changes.at(-1)!.at,
        whole: learned(changes.map(({ whole }) => whole)),
        phases: {
          runOut: learned(changes.map(({ phases }) => phases.runOut)),
          setUp: learned(changes.map(({ phases }) => phases.setUp)),
          firstPieces: learned(changes.map(({ phases }) => phases.firstPieces)),
          rampUp: learned(changes.map(({ phases }) => phases.rampUp)),
        },
        bestId: best?.id ?? null,
      };
    })
    .toSorted(
      (a, b) =>
        a.machineCode.localeCompare(b.machineCode, "en") ||
        (a.fromCode ?? "").localeCompare(b.fromCode ?? "", "en") ||
        (a.toCode ?? "").localeCompare(b.toCode ?? "", "en"),
    );
}

/**
 * What changing a machine from one product to another is expected to take, in milliseconds of planned time: the median of
 * what was seen; null = never seen from end to end. For scheduling.
 */
export function expectedChangeoverMs(
  cells: readonly MatrixCell[],
  change: {
    readonly machineId: string;
    readonly fromCode: string | null;
    readonly toCode: string | null;
  },
): number | null {
  const cell = cells.find(
    ({ machineId, fromCode, toCode }) =>
      machineId === change.machineId && fromCode === change.fromCode && toCode === change.toCode,
  );
  return cell?.whole?.medianMs ?? null;
}
