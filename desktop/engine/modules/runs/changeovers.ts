import type { z } from "zod";
import { hourMs, minuteMs, minuteOf } from "#shared/kernel/instant.ts";
import type { MachineId } from "#shared/kernel/id.ts";
import type { Span } from "#shared/kernel/span.ts";
import { cycleAt } from "#shared/oee/ideal-cycle.ts";
import { scheduledTime } from "#shared/oee/machine-time.ts";
import type { ChangeoverRow } from "#shared/runs/changeover.ts";
import type { MatrixCell } from "#shared/runs/changeover-matrix.ts";
import { filmStrip, type StripInput, type StripMinute } from "#shared/runs/film-strip.ts";
import { learnMatrix } from "#shared/runs/learn-matrix.ts";
import type { runsContract } from "#shared/runs/runs.contract.ts";
import { standstills, type StateSpanOf } from "#shared/runs/standstill.ts";
import type { Reader } from "../../database/reader.ts";
import { loadIntervals } from "../oee/interval-rows.ts";
import { knownUntil } from "../oee/known-until.ts";
import { loadShifts } from "../oee/load-oee-input.ts";
import { loadSetting, type MachineSetting } from "../oee/machine-setting.ts";
import { loadCounts, loadRunItems } from "../oee/run-rows.ts";
import { namedRuns, type NamedRun } from "./run-rows.ts";

type Input<Name extends "changeovers" | "matrix"> = z.output<
  NonNullable<(typeof runsContract)[Name]["~orpc"]["inputSchema"]>
>;

/** A changeover that is not at rate by then is not waited for any longer. */
const searchMs = 8 * hourMs;
/** Standstills longer than this, a weekend with a holiday, are not looked back through. */
const longestStopMs = 5 * 24 * hourMs;
/** Trial runs before the standstill of the change may lie this far back. */
const trialsMs = 2 * hourMs;

interface Change {
  readonly from: NamedRun;
  readonly to: NamedRun;
  /** Where the run after this one changes product or order again. */
  readonly next: number | null;
}

const isChange = (a: NamedRun, b: NamedRun): boolean =>
  a.product_code !== b.product_code || a.order_no !== b.order_no;

/** The changes told in a range, with the one that ended each. */
async function changesOf(reader: Reader, machineId: MachineId, range: Span): Promise<Change[]> {
  const select = namedRuns(reader).where("machine_run.machine_id", "=", machineId);
  const before = await select
    .where("machine_run.starts_at", "<", range.start)
    .orderBy("machine_run.starts_at", "desc")
    .limit(1)
    .execute();
  const within = await select
    .where("machine_run.starts_at", ">=", range.start)
    .where("machine_run.starts_at", "<", range.end + searchMs)
    .orderBy("machine_run.starts_at")
    .execute();
  const runs: NamedRun[] = [...before, ...within];
  const changes: Change[] = [];
  for (const [i, to] of runs.entries()) {
    const from = runs[i - 1];
    if (from === undefined || !isChange(from, to)) continue;
    if (to.starts_at < range.start || to.starts_at >= range.end) continue;
    const next = runs.slice(i + 1).find((run) => isChange(to, run));
    changes.push({ from, to, next: next?.starts_at ?? null });
  }
  return changes;
}

/** States up to `end`, from far enough back to hold the standstill of the change whole. */
async function statesAround(
  reader: Reader,
  machineId: MachineId,
  at: number,
  end: number,
): Promise<StateSpanOf[]> {
  const load = async (start: number): Promise<StateSpanOf[]> =>
    (await loadIntervals(reader, machineId, { start, end }))
      .map((interval) => ({
        start: interval.start,
        end: Math.min(interval.end ?? end, end),
        state: interval.state,
      }))
      .filter((part) => part.start < part.end);
  const near = await load(at - searchMs);
  const stop = standstills(near).find(({ start, end: until }) => start <= at && at <= until);
  const first = near[0];
  return stop !== undefined && first !== undefined && stop.start === first.start
    ? load(at - longestStopMs)
    : near;
}

/** The last minute in which the run before made a good piece, before an instant. */
async function lastGoodMinute(
  reader: Reader,
  machineId: MachineId,
  span: Span,
): Promise<StripMinute[]> {
  const row = await reader
    .selectFrom("machine_count")
    .select(["minute", "total", "reject", "provenance"])
    .where("machine_id", "=", machineId)
    .where("minute", ">=", minuteOf(span.start))
    .where("minute", "<", span.end)
    .where("suspect", "=", "")
    .whereRef("total", ">", "reject")
    .orderBy("minute", "desc")
    .limit(1)
    .executeTakeFirst();
  if (row === undefined) return [];
  const { minute, total, reject, provenance } = row;
  return [
    {
      start: minute,
      end: minute + minuteMs,
      total,
      reject,
      side: "old",
      isReconstructed: provenance === "reconstructed",
    },
  ];
}

async function minutesOf(
  reader: Reader,
  machineId: MachineId,
  { from, to }: Change,
  span: Span,
): Promise<StripMinute[]> {
  const counts = await loadCounts(reader, machineId, span);
  const byMinute = Map.groupBy(counts, ({ start, runId }) => `${start} ${runId}`);
  return [...byMinute.values()].map((same): StripMinute => {
    const [{ start, end, runId }] = same as [(typeof same)[number]];
    return {
      start,
      end,
      total: same.reduce((sum, { total }) => sum + total, 0),
      reject: same.reduce((sum, { reject }) => sum + reject, 0),
      side: runId === from.id ? "old" : runId === to.id ? "new" : null,
      isReconstructed: same.some(({ provenance }) => provenance === "reconstructed"),
    };
  });
}

/** Ideal pieces per minute of what a run makes, null when a cycle is missing, and how many come together. */
async function rateOf(
  reader: Reader,
  setting: MachineSetting,
  run: NamedRun,
): Promise<Pick<StripInput, "ratePerMinute" | "piecesPerCycle">> {
  const idealAt = cycleAt(setting.cycles);
  const items = (await loadRunItems(reader, [run.id])).get(run.id) ?? [
    { productId: run.product_id, orderNo: run.order_no, piecesPerCycle: 1 },
  ];
  let us = 0;
  let pieces = 0;
  let together = 1;
  for (const { productId, piecesPerCycle } of items) {
    const ideal = idealAt(productId, run.starts_at, run.cavities);
    if (ideal === null) return { ratePerMinute: null, piecesPerCycle: 1 };
    together = Math.max(together, ideal.cavities);
    us += (piecesPerCycle * ideal.cycleUs) / ideal.cavities;
    pieces += piecesPerCycle;
  }
  return { ratePerMinute: (pieces * minuteMs * 1_000) / us, piecesPerCycle: together };
}

async function stripOf(
  reader: Reader,
  setting: MachineSetting,
  change: Change,
  now: number,
): Promise<ChangeoverRow> {
  const { from, to, next } = change;
  const { machineId } = setting;
  const at = to.starts_at;
  const ends = Math.min(next ?? Infinity, now, at + searchMs);
  const until = Math.max(at, ends);
  const states = await statesAround(reader, machineId, at, until);
  const stop = standstills(states).find(({ start, end }) => start <= at && at <= end);
  const near = { start: Math.min(stop?.start ?? at, at) - trialsMs, end: until };
  const minutes = await minutesOf(reader, machineId, change, near);
  const hasOld = minutes.some(({ side, total, reject }) => side === "old" && total > reject);
  const planned = scheduledTime(
    await loadShifts(reader, setting.patternId, { start: near.start, end: until + 1 }),
  )
    .filter(({ of: { breakName } }) => breakName === null)
    .map(({ start, end }) => ({ start, end }));
  const strip = filmStrip({
    at,
    until,
    untilBy: ends === next ? "next_change" : ends === now ? "now" : "search_end",
    states,
    minutes: hasOld
      ? minutes
      : [
          ...(await lastGoodMinute(reader, machineId, { start: from.starts_at, end: near.start })),
          ...minutes,
        ],
    planned,
    ...(await rateOf(reader, setting, to)),
  });
  const named = (run: NamedRun) => ({
    runId: run.id,
    productCode: run.product_code,
    productName: run.product_name,
    orderNo: run.order_no,
  });
  return {
    ...strip,
    id: to.id,
    machineId,
    machineCode: setting.code,
    machineName: setting.name,
    at,
    kind: from.product_code === to.product_code ? "order" : "product",
    from: named(from),
    to: named(to),
  };
}

async function stripsOf(
  reader: Reader,
  wish: Pick<Input<"changeovers">, "range" | "machineIds"> & {
    readonly kind?: "product" | "order" | undefined;
    readonly limit: number;
  },
  clock: number,
): Promise<{ rows: ChangeoverRow[]; total: number }> {
  const now = await knownUntil(reader, clock);
  const machines = await reader
    .selectFrom("machine")
    .select("id")
    .where("is_active", "=", 1)
    .$if(wish.machineIds.length > 0, (build) => build.where("id", "in", wish.machineIds))
    .execute();
  const told: { readonly setting: MachineSetting; readonly change: Change }[] = [];
  for (const { id } of machines) {
    const setting = await loadSetting(reader, id);
    const range = { start: wish.range.from, end: wish.range.to };
    for (const change of await changesOf(reader, id, range)) {
      const kind = change.from.product_code === change.to.product_code ? "order" : "product";
      if (wish.kind === undefined || wish.kind === kind) told.push({ setting, change });
    }
  }
  told.sort((a, b) => b.change.to.starts_at - a.change.to.starts_at);
  const rows: ChangeoverRow[] = [];
  for (const { setting, change } of told.slice(0, wish.limit))
    rows.push(await stripOf(reader, setting, change, now));
  return { rows, total: told.length };
}

/** Film strips of the changes told in a range, newest first. `clock` = now, UTC milliseconds. */
export const changeoverList = (reader: Reader, wish: Input<"changeovers">, clock = Date.now()) =>
  stripsOf(reader, wish, clock);

/** As many changeovers as a plant has in a season; the newest teach. */
const learnFrom = 5_000;

/** What changes from product to product took in a range. */
export async function changeoverMatrix(
  reader: Reader,
  wish: Input<"matrix">,
  clock = Date.now(),
): Promise<{ rows: MatrixCell[] }> {
  const { rows } = await stripsOf(reader, { ...wish, kind: "product", limit: learnFrom }, clock);
  return { rows: learnMatrix(rows) };
}
