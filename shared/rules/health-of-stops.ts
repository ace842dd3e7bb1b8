import type { HealthGroup, HealthShares } from "./health-report.ts";

/** A stop in planned time, longer than a minor one, as the health of the codes sees it. */
export interface HealthStop {
  readonly machineId: string;
  readonly start: number;
  readonly end: number;
  /** Planned time of it, milliseconds. */
  readonly ms: number;
  readonly shift: { readonly code: string; readonly name: string } | null;
  readonly cause: string | null;
  readonly reasonId: string | null;
  readonly isOther: boolean;
  /** Who gave the reason; null = it has none. */
  readonly origin: "person" | "rule" | "machine" | null;
  /** When a person first gave it one; null = nobody did. */
  readonly saidAt: number | null;
}

/** Middle value; null of nothing. */
export function medianOf(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? sorted[middle]!
    : Math.round((sorted[middle - 1]! + sorted[middle]!) / 2);
}

const msOf = (stops: readonly HealthStop[]): number => stops.reduce((sum, { ms }) => sum + ms, 0);

export function healthShares(stops: readonly HealthStop[]): HealthShares {
  const unclassified = stops.filter(({ reasonId }) => reasonId === null);
  const other = stops.filter(({ isOther }) => isOther);
  return {
    stops: stops.length,
    ms: msOf(stops),
    unclassifiedStops: unclassified.length,
    unclassifiedMs: msOf(unclassified),
    otherStops: other.length,
    otherMs: msOf(other),
    medianToClassifyMs: medianOf(
      stops.flatMap(({ saidAt, start }) => (saidAt === null ? [] : [Math.max(0, saidAt - start)])),
    ),
  };
}

/** The shares of each group of stops, the most unexplained time first. */
export function healthGroups(
  stops: readonly HealthStop[],
  groupOf: (stop: HealthStop) => { readonly key: string; readonly label: string } | null,
): HealthGroup[] {
  const labels = new Map<string, string>();
  const groups = Map.groupBy(stops, (stop) => {
    const group = groupOf(stop);
    if (group !== null) labels.set(group.key, group.label);
    return group?.key ?? null;
  });
  const rows = [...groups].flatMap(([key, some]): HealthGroup[] =>
    key === null ? [] : [{ key, label: labels.get(key)!, ...healthShares(some) }],
  );
  const unexplained = (row: HealthGroup) => row.unclassifiedMs + row.otherMs;
  return rows.sort((a, b) => unexplained(b) - unexplained(a) || (a.label < b.label ? -1 : 1));
}

export interface MixedReasons {
  readonly machineId: string;
  readonly cause: string;
  readonly stops: number;
  readonly disorder: number;
  readonly reasons: readonly {
    readonly reasonId: string;
    readonly stops: number;
    readonly share: number;
    readonly examples: readonly HealthStop[];
  }[];
}

/** Fewer stops of a signature tell nothing about habits. */
const fewestStops = 3;
const mostExamples = 3;

/**
 * The same words of the same machine, explained by people and rules in different ways. Disorder is the entropy of the
 * reasons, divided by the most it could be: 1 = as if thrown by dice. Where most is at stake comes first.
 */
export function mixedSignatures(stops: readonly HealthStop[], most: number): MixedReasons[] {
  const said = stops.filter(
    ({ cause, reasonId, origin }) => cause !== null && reasonId !== null && origin !== "machine",
  );
  const signatures = Map.groupBy(said, ({ machineId, cause }) => `${machineId}\n${cause}`);
  return [...signatures.values()]
    .flatMap((same): MixedReasons[] => {
      const byReason = [...Map.groupBy(same, ({ reasonId }) => reasonId!)];
      if (byReason.length < 2 || same.length < fewestStops) return [];
      const reasons = byReason
        .map(([reasonId, some]) => ({
          reasonId,
          stops: some.length,
          share: some.length / same.length,
          examples: some.toSorted((a, b) => b.start - a.start).slice(0, mostExamples),
        }))
        .sort((a, b) => b.stops - a.stops);
      const entropy = reasons.reduce((sum, { share }) => sum - share * Math.log(share), 0);
      const { machineId, cause } = same[0]!;
      const disorder = entropy / Math.log(reasons.length);
      return [{ machineId, cause: cause!, stops: same.length, disorder, reasons }];
    })
    .sort((a, b) => b.stops * b.disorder - a.stops * a.disorder)
    .slice(0, most);
}
