import type { MachineId, RunId } from "#shared/kernel/id.ts";
import { ratio } from "#shared/oee/ratio.ts";
import type { IdealCycle } from "#shared/oee/time-model.ts";
import type { RunItem, RunRow } from "#shared/runs/runs.contract.ts";
import type { MachineRunRow } from "#shared/schema/tables/fact-tables.ts";
import type { Reader } from "../../database/reader.ts";
import { countsOfRun, itemShares, piecesOf, standardMsOf, type MadePieces } from "./run-pieces.ts";

/** A run with the names of its machine and product. */
export interface NamedRun extends MachineRunRow {
  readonly machine_code: string;
  readonly machine_name: string;
  readonly product_name: string | null;
}

async function cyclesOf(reader: Reader, machineIds: readonly MachineId[]) {
  const rows = await reader
    .selectFrom("ideal_cycle")
    .select([
      "machine_id as machineId",
      "product_id as productId",
      "valid_from as validFrom",
      "cycle_us as cycleUs",
      "cavities",
    ])
    .where("machine_id", "in", machineIds)
    .execute();
  return Map.groupBy(rows, ({ machineId }): string => machineId);
}

async function itemsOf(reader: Reader, runIds: readonly RunId[]) {
  const rows = await reader
    .selectFrom("run_item")
    .leftJoin("product", "product.id", "run_item.product_id")
    .select([
      "run_item.run_id as runId",
      "run_item.product_code as productCode",
      "product.name as productName",
      "run_item.order_no as orderNo",
      "run_item.pieces_per_cycle as piecesPerCycle",
    ])
    .where("run_item.run_id", "in", runIds)
    .orderBy("run_item.rank")
    .execute();
  return Map.groupBy(rows, ({ runId }): string => runId);
}

async function versionsOf(reader: Reader, runIds: readonly RunId[]) {
  const rows = await reader
    .selectFrom("fact_change")
    .select((build) => ["entity_id as runId", build.fn.countAll<number>().as("changes")])
    .where("entity", "=", "machine_run")
    .where("entity_id", "in", runIds)
    .groupBy("entity_id")
    .execute();
  return new Map(rows.map(({ runId, changes }) => [runId, changes + 1]));
}

const shown = (made: MadePieces) => ({
  total: made.total,
  good: made.total - made.reject,
  reject: made.reject,
  standardMs: standardMsOf(made),
});

/** Runs as screens show them, with the pieces made in each; in the order given. */
export async function runRows(
  reader: Reader,
  runs: readonly NamedRun[],
  now: number,
): Promise<RunRow[]> {
  const ids = runs.map(({ id }) => id);
  const cycles = await cyclesOf(reader, [...new Set(runs.map(({ machine_id }) => machine_id))]);
  const items = await itemsOf(reader, ids);
  const versions = await versionsOf(reader, ids);
  const rows: RunRow[] = [];
  for (const run of runs) {
    const known: readonly IdealCycle[] = cycles.get(run.machine_id) ?? [];
    const counts = await countsOfRun(reader, run, now);
    const made = piecesOf(counts, known);
    const parts = (items.get(run.id) ?? []).map((_, place) =>
      piecesOf(
        counts.filter(({ item }) => item === place),
        known,
      ),
    );
    const elapsedMs = Math.max(0, (run.ends_at ?? now) - run.starts_at);
    const shares = itemShares(elapsedMs, parts);
    rows.push({
      id: run.id,
      machineId: run.machine_id,
      machineCode: run.machine_code,
      machineName: run.machine_name,
      productCode: run.product_code,
      productName: run.product_name,
      orderNo: run.order_no,
      start: run.starts_at,
      end: run.ends_at,
      source: run.source,
      startedBy: run.started_by,
      target: run.target,
      cavities: run.cavities,
      version: versions.get(run.id) ?? 1,
      recordedAt: run.recorded_at,
      ...shown(made),
      attainment: ratio(made.total - made.reject, run.target ?? 0, "no_plan"),
      items: (items.get(run.id) ?? []).map((item, place): RunItem => ({
        productCode: item.productCode,
        productName: item.productName,
        orderNo: item.orderNo,
        piecesPerCycle: item.piecesPerCycle,
        ...shown(parts[place]!),
        machineMs: shares[place]!,
      })),
    });
  }
  return rows;
}

/** Runs joined with the names of machine and product. */
export const namedRuns = (reader: Reader) =>
  reader
    .selectFrom("machine_run")
    .innerJoin("machine", "machine.id", "machine_run.machine_id")
    .leftJoin("product", "product.id", "machine_run.product_id")
    .selectAll("machine_run")
    .select([
      "machine.code as machine_code",
      "machine.name as machine_name",
      "product.name as product_name",
    ]);
