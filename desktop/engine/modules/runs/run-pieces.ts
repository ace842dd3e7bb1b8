import { lastPiecesMs, type RunCount } from "#shared/oee/counts-of-runs.ts";
import { add, divide, fraction, zero, type Fraction } from "#shared/oee/fraction.ts";
import { cycleAt, type UsedCycle } from "#shared/oee/ideal-cycle.ts";
import { shareMachineTime } from "#shared/oee/run-group.ts";
import type { IdealCycle } from "#shared/oee/time-model.ts";
import type { MachineRunRow } from "#shared/schema/tables/fact-tables.ts";
import type { Reader } from "../../database/reader.ts";
import { loadCounts } from "../oee/run-rows.ts";

/** Pieces of a run, or of one product of it; standard time Σ PRI·PQ exact in microseconds, null = a PRI is missing. */
export interface MadePieces {
  readonly total: number;
  readonly reject: number;
  readonly standardUs: Fraction | null;
}

/** All counts of a run, also the last ones that its counter told just after its end. */
export async function countsOfRun(
  reader: Reader,
  run: Pick<MachineRunRow, "id" | "machine_id" | "starts_at" | "ends_at">,
  now: number,
): Promise<RunCount[]> {
  const end = Math.max(run.starts_at + 1, (run.ends_at ?? now) + lastPiecesMs);
  const counts = await loadCounts(reader, run.machine_id, { start: run.starts_at, end });
  return counts.filter(({ runId }) => runId === run.id);
}

/** Adds counts up; each has the standard time valid when it was made. Pieces are added per PRI first: exact and quick. */
export function piecesOf(counts: readonly RunCount[], cycles: readonly IdealCycle[]): MadePieces {
  const idealAt = cycleAt(cycles);
  const byCycle = new Map<string, { readonly cycle: UsedCycle; pieces: number }>();
  let [total, reject, isMissing] = [0, 0, false];
  for (const count of counts) {
    total += count.total;
    reject += count.reject;
    const cycle = idealAt(count.productId, count.start, count.cavities);
    if (cycle === null) {
      isMissing ||= count.total !== 0;
      continue;
    }
    const key = `${cycle.cycleUs}/${cycle.cavities}`;
    const same = byCycle.get(key);
    if (same === undefined) byCycle.set(key, { cycle, pieces: count.total });
    else same.pieces += count.total;
  }
  const standardUs = [...byCycle.values()].reduce(
    (sum, { cycle, pieces }) =>
      add(sum, fraction(BigInt(cycle.cycleUs) * BigInt(pieces), BigInt(cycle.cavities))),
    zero,
  );
  return { total, reject, standardUs: isMissing ? null : standardUs };
}

export const standardMsOf = ({ standardUs }: MadePieces): number | null =>
  standardUs === null ? null : divide(standardUs, fraction(1_000n, 1n));

/** Machine time of each item of a combined run, by its share of the standard time; together exactly `machineMs`. */
export function itemShares(machineMs: number, items: readonly MadePieces[]): number[] {
  const isKnown = items.every(({ standardUs }) => standardUs !== null);
  const shares = shareMachineTime(
    machineMs,
    items.map(({ standardUs }, i) => ({
      runId: String(i),
      standardUs:
        isKnown && standardUs !== null ? standardUs.numerator / standardUs.denominator : 0n,
    })),
  );
  return items.map((_, i) => shares.get(String(i)) ?? 0);
}
