import { Refusal } from "#shared/kernel/refusal.ts";
import type { MachineId } from "#shared/kernel/id.ts";
import {
  allocationRatio,
  productionProcessRatio,
  reworkRatio,
  scrapRatio,
  throughputRate,
} from "#shared/oee/order-kpis.ts";
import { classifyTime } from "#shared/oee/classify-time.ts";
import { noFigure, ratio } from "#shared/oee/ratio.ts";
import type { OrderReport, RunRow } from "#shared/runs/runs.contract.ts";
import type { Reader } from "../../database/reader.ts";
import { loadOeeInput } from "../oee/load-oee-input.ts";
import { knownUntil } from "../oee/known-until.ts";
import { loadSetting } from "../oee/machine-setting.ts";
import { namedRuns, runRows } from "./run-rows.ts";

/** Milliseconds of a run by what ISO 22400-2 calls them. */
interface RunTimes {
  readonly busyMs: number;
  readonly productionMs: number;
  readonly unknownMs: number;
}

async function timesOf(reader: Reader, run: RunRow, now: number): Promise<RunTimes> {
  const span = { start: run.start, end: Math.min(run.end ?? now, now) };
  if (span.start >= span.end) return { busyMs: 0, productionMs: 0, unknownMs: 0 };
  const setting = await loadSetting(reader, run.machineId as MachineId);
  const spans = classifyTime(await loadOeeInput(reader, setting, span, now));
  const lengthOf = (...classes: readonly string[]) =>
    spans
      .filter((part) => classes.includes(part.class))
      .reduce((sum, part) => sum + part.end - part.start, 0);
  return {
    busyMs: lengthOf("apt", "aust", "adet_minor", "adet_down", "adet_external"),
    productionMs: lengthOf("apt"),
    unknownMs: lengthOf("unknown"),
  };
}

/** What of a run belongs to the order: all of it, or its share of a combined run. */
function shareOf(run: RunRow, orderNo: string) {
  const items = run.items.filter((item) => item.orderNo === orderNo);
  if (run.items.length === 0) return { pieces: [run], share: 1, target: run.target };
  const elapsedMs = run.items.reduce((sum, item) => sum + item.machineMs, 0);
  const ownMs = items.reduce((sum, item) => sum + item.machineMs, 0);
  return { pieces: items, share: elapsedMs === 0 ? 0 : ownMs / elapsedMs, target: null };
}

/**
 * ISO 22400-2 figures of an order over all machines. Time of a combined run counts by the order's share of standard time.
 * @throws Refusal NOT_FOUND when nothing was made under this number
 */
export async function orderReport(
  reader: Reader,
  { orderNo }: { readonly orderNo: string },
  clock = Date.now(),
): Promise<OrderReport> {
  const now = await knownUntil(reader, clock);
  const combined = await reader
    .selectFrom("run_item")
    .select("run_id")
    .where("order_no", "=", orderNo)
    .execute();
  const stored = await namedRuns(reader)
    .where((where) =>
      where.or([
        where("machine_run.order_no", "=", orderNo),
        where(
          "machine_run.id",
          "in",
          combined.map(({ run_id }) => run_id),
        ),
      ]),
    )
    .orderBy("machine_run.starts_at")
    .execute();
  if (stored.length === 0) throw new Refusal("NOT_FOUND", { entity: "run", id: orderNo });
  const runs = await runRows(reader, stored, now);

  const sum = { total: 0, good: 0, reject: 0, busyMs: 0, productionMs: 0, unknownMs: 0 };
  let target: number | null = null;
  for (const run of runs) {
    const own = shareOf(run, orderNo);
    for (const { total, good, reject } of own.pieces) {
      sum.total += total;
      sum.good += good;
      sum.reject += reject;
    }
    const times = await timesOf(reader, run, now);
    sum.busyMs += Math.round(times.busyMs * own.share);
    sum.productionMs += Math.round(times.productionMs * own.share);
    sum.unknownMs += Math.round(times.unknownMs * own.share);
    // Each run of an order aims at its own part of it.
    if (own.target !== null) target = (target ?? 0) + own.target;
  }
  const start = runs[0]!.start;
  const isOpen = runs.some(({ end }) => end === null);
  const end = isOpen ? null : Math.max(...runs.map((run) => run.end!));
  const executionMs = Math.max(0, (end ?? now) - start);
  return {
    orderNo,
    start,
    end,
    executionMs,
    ...sum,
    rework: null,
    target,
    allocationRatio: allocationRatio(sum.busyMs, executionMs),
    productionProcessRatio: productionProcessRatio(sum.productionMs, executionMs),
    throughputRate: throughputRate(sum.total, executionMs),
    scrapRatio: scrapRatio(sum.reject, sum.total),
    // Counters tell rejects, not which of them were mended.
    reworkRatio: sum.reject === 0 ? reworkRatio(0, sum.total) : noFigure("not_recorded"),
    attainment: ratio(sum.good, target ?? 0, "no_plan"),
    runs,
  };
}
