import { minuteMs, minuteOf } from "#shared/kernel/instant.ts";
import type { MachineId, RunId } from "#shared/kernel/id.ts";
import type { Span } from "#shared/kernel/span.ts";
import { countsOfRuns, lastPiecesMs, type RunCount } from "#shared/oee/counts-of-runs.ts";
import type { CountFact, RunItemSpan, RunSpan } from "#shared/oee/time-model.ts";
import type { Reader } from "../../database/reader.ts";
import type { Writer } from "../../database/writer.ts";

type Selecting = Pick<Reader | Writer, "selectFrom">;

/** What runs make together, by run; runs of one product are not in it. */
export async function loadRunItems(
  db: Selecting,
  runIds: readonly string[],
): Promise<ReadonlyMap<string, readonly RunItemSpan[]>> {
  if (runIds.length === 0) return new Map();
  const rows = await (db as Reader)
    .selectFrom("run_item")
    .select([
      "run_id as runId",
      "product_id as productId",
      "order_no as orderNo",
      "pieces_per_cycle as piecesPerCycle",
    ])
    .where("run_id", "in", runIds as RunId[])
    .orderBy("rank")
    .execute();
  return new Map(
    [...Map.groupBy(rows, ({ runId }) => runId as string)].map(([runId, items]) => [
      runId,
      items.map(({ productId, orderNo, piecesPerCycle }) => ({
        productId,
        orderNo,
        piecesPerCycle,
      })),
    ]),
  );
}

/** The runs of a machine that overlap a span, in order. */
export async function loadRuns(
  reader: Reader,
  machineId: MachineId,
  span: Span,
): Promise<RunSpan[]> {
  const select = reader
    .selectFrom("machine_run")
    .select([
      "id",
      "starts_at as start",
      "ends_at as end",
      "product_id as productId",
      "order_no as orderNo",
      "cavities",
    ])
    .where("machine_id", "=", machineId);
  const within = await select
    .where("starts_at", ">", span.start)
    .where("starts_at", "<", span.end)
    .orderBy("starts_at")
    .execute();
  const covering = await select
    .where("starts_at", "<=", span.start)
    .orderBy("starts_at", "desc")
    .limit(1)
    .executeTakeFirst();
  const reaches = covering !== undefined && (covering.end === null || covering.end > span.start);
  const runs = reaches ? [covering, ...within] : within;
  const items = await loadRunItems(
    reader,
    runs.map(({ id }) => id),
  );
  return runs.map((run) => {
    const made = items.get(run.id);
    return made === undefined ? run : { ...run, items: made };
  });
}

async function countedIn(reader: Reader, machineId: MachineId, span: Span): Promise<CountFact[]> {
  const rows = await reader
    .selectFrom("machine_count")
    .select(["minute", "product_key", "provenance", "total", "reject"])
    .where("machine_id", "=", machineId)
    .where("minute", ">", span.start - minuteMs)
    .where("minute", "<", span.end)
    .where("suspect", "=", "")
    .orderBy("minute")
    .orderBy("product_key")
    .orderBy("provenance")
    .execute();
  return rows.map(({ minute, product_key, provenance, total, reject }) => ({
    start: minute,
    end: minute + minuteMs,
    productId: product_key === "" ? null : product_key,
    provenance,
    total,
    reject,
  }));
}

/**
 * The pieces of the minutes that touch a span, those under suspicion left out, each with the run it was made in. The
 * pieces of a combined run are dealt out from its start on, so its earlier minutes are read along.
 */
export async function loadCounts(
  reader: Reader,
  machineId: MachineId,
  span: Span,
): Promise<RunCount[]> {
  const runs = await loadRuns(reader, machineId, {
    start: minuteOf(span.start) - lastPiecesMs,
    end: minuteOf(span.end - 1) + minuteMs,
  });
  const dealtFrom = runs.filter(({ items }) => items !== undefined).map(({ start }) => start);
  const from = Math.min(span.start, ...dealtFrom);
  const counts = await countedIn(reader, machineId, { start: from, end: span.end });
  const earlier =
    from < span.start - lastPiecesMs
      ? await loadRuns(reader, machineId, { start: from - lastPiecesMs, end: span.end })
      : runs;
  return countsOfRuns(counts, earlier).filter(({ start }) => start > span.start - minuteMs);
}
