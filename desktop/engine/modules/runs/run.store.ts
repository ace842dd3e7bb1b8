import type { MachineId, RunId } from "#shared/kernel/id.ts";
import { Refusal } from "#shared/kernel/refusal.ts";
import { placeStart, refuseBadBounds, refuseOverlap } from "#shared/runs/place-run.ts";
import type { RunTime } from "#shared/runs/place-run.ts";
import type { RunItemInput } from "#shared/runs/runs.contract.ts";
import type { MachineRunRow, RunItemRow } from "#shared/schema/tables/fact-tables.ts";
import type { Reader } from "../../database/reader.ts";
import type { Writer } from "../../database/writer.ts";
import type { Identity } from "../../identity.ts";

type Selecting = Pick<Reader | Writer, "selectFrom">;

/** What a run makes, as a person says it. */
export interface WantedMade {
  readonly productCode: string | null;
  readonly orderNo: string | null;
  readonly target: number | null;
  readonly cavities: number | null;
  readonly items: readonly RunItemInput[] | null;
}

const timeOf = (row: MachineRunRow): RunTime => ({
  id: row.id,
  productCode: row.product_code,
  orderNo: row.order_no,
  start: row.starts_at,
  end: row.ends_at,
});

/** The run of a machine at an instant and the next ones, in order: those that a run from there on may meet first. */
async function runsBeyond(db: Selecting, machineId: MachineId, at: number) {
  const select = (db as Reader)
    .selectFrom("machine_run")
    .selectAll()
    .where("machine_id", "=", machineId);
  const covering = await select
    .where("starts_at", "<=", at)
    .orderBy("starts_at", "desc")
    .limit(1)
    .executeTakeFirst();
  // Three: one of them may be the run that is asked about.
  const later = await select.where("starts_at", ">", at).orderBy("starts_at").limit(3).execute();
  const reaches = covering !== undefined && (covering.ends_at ?? Infinity) > at;
  return reaches ? [covering, ...later] : later;
}

async function itemsOf(db: Selecting, runId: RunId): Promise<RunItemRow[]> {
  return (db as Reader)
    .selectFrom("run_item")
    .selectAll()
    .where("run_id", "=", runId)
    .orderBy("rank")
    .execute();
}

/** Rises with every change of the run's row. */
async function versionOf(db: Selecting, runId: RunId): Promise<number> {
  const { changes } = await (db as Reader)
    .selectFrom("fact_change")
    .select((build) => build.fn.countAll<number>().as("changes"))
    .where("entity", "=", "machine_run")
    .where("entity_id", "=", runId)
    .executeTakeFirstOrThrow();
  return changes + 1;
}

/** @throws Refusal NOT_FOUND when a product is named that is not on file */
async function productIdOf(db: Selecting, code: string | null) {
  if (code === null) return null;
  const product = await (db as Reader)
    .selectFrom("product")
    .select("id")
    .where("code", "=", code)
    .executeTakeFirst();
  if (!product) throw new Refusal("NOT_FOUND", { entity: "product", id: code });
  return product.id;
}

/** The first item of a combined run leads: boards name the run after it. */
const leading = ({ productCode, orderNo, items }: WantedMade) =>
  items === null
    ? { productCode, orderNo }
    : { productCode: items[0]!.productCode, orderNo: items[0]!.orderNo };

function refuseNothing(made: WantedMade): void {
  const { productCode, orderNo } = leading(made);
  if (productCode === null && orderNo === null)
    throw new Refusal("INVALID", {
      issues: [{ path: "productCode", message: "name a product or an order" }],
    });
}

const sameItems = (stored: readonly RunItemRow[], wanted: readonly RunItemInput[] | null) =>
  stored.length === (wanted?.length ?? 0) &&
  stored.every(
    (item, i) =>
      item.product_code === wanted![i]!.productCode &&
      item.order_no === wanted![i]!.orderNo &&
      item.pieces_per_cycle === wanted![i]!.piecesPerCycle,
  );

async function putItems(
  writer: Writer,
  identity: Identity,
  runId: RunId,
  items: readonly RunItemInput[] | null,
): Promise<void> {
  for (const item of await itemsOf(writer, runId)) await writer.dropFact("run_item", item.id);
  for (const [rank, item] of (items ?? []).entries())
    await writer.putFact("run_item", {
      id: identity.newId(),
      run_id: runId,
      rank,
      product_id: await productIdOf(writer, item.productCode),
      product_code: item.productCode,
      order_no: item.orderNo,
      pieces_per_cycle: item.piecesPerCycle,
    });
}

/** What was written; every function here is part of the caller's transaction. Runs of people are written nowhere else. */
export interface RunChange {
  readonly run: MachineRunRow;
  /** From here on figures may have changed. */
  readonly from: number;
}

/**
 * Starts a run and ends the one that is open then. The same product and order again change only target and cavities.
 * @throws Refusal OVERLAP, INVALID, NOT_FOUND
 */
export async function startRun(
  writer: Writer,
  identity: Identity,
  machineId: MachineId,
  made: WantedMade,
  start: { readonly at: number; readonly source: "person" | "scan"; readonly by: string | null },
): Promise<RunChange> {
  const { at, source, by } = start;
  refuseNothing(made);
  refuseBadBounds({ start: at, end: null }, identity.now());
  const { productCode, orderNo } = leading(made);
  const stored = await runsBeyond(writer, machineId, at);
  const wanted = { id: null, productCode, orderNo, start: at, end: null };
  const { ends, replaces } = placeStart(wanted, stored.map(timeOf));

  const open = stored.find(({ id }) => id === (ends ?? replaces)?.id);
  const isSame =
    open !== undefined &&
    open.product_code === productCode &&
    open.order_no === orderNo &&
    sameItems(await itemsOf(writer, open.id), made.items);
  if (isSame) {
    const run = { ...open, target: made.target, cavities: made.cavities };
    await writer.putFact("machine_run", run);
    return { run, from: run.starts_at };
  }
  if (ends !== null) await writer.putFact("machine_run", { ...open!, ends_at: at });
  const run: MachineRunRow = {
    id: replaces === null ? identity.newId<"run">() : open!.id,
    machine_id: machineId,
    product_id: await productIdOf(writer, productCode),
    product_code: productCode,
    order_no: orderNo,
    starts_at: at,
    ends_at: null,
    target: made.target,
    cavities: made.cavities,
    source,
    started_by: by,
    recorded_at: identity.now(),
  };
  await writer.putFact("machine_run", run);
  await putItems(writer, identity, run.id, made.items);
  return { run, from: at };
}

/** @throws Refusal NOT_NOW when no run is open, INVALID for a bad instant */
export async function endRun(
  writer: Writer,
  identity: Identity,
  machineId: MachineId,
  at: number,
): Promise<RunChange> {
  const open = (await runsBeyond(writer, machineId, at)).find(({ ends_at }) => ends_at === null);
  if (open === undefined) throw new Refusal("NOT_NOW", { reason: "nothing is being made" });
  refuseBadBounds({ start: open.starts_at, end: at }, identity.now());
  const run = { ...open, ends_at: at };
  await writer.putFact("machine_run", run);
  return { run, from: at };
}

export interface RunCorrection extends Partial<WantedMade> {
  readonly start?: number | undefined;
  readonly end?: number | null | undefined;
}

/** @throws Refusal NOT_FOUND, STALE, OVERLAP, INVALID */
export async function correctRun(
  writer: Writer,
  identity: Identity,
  id: RunId,
  basedOn: number,
  wanted: RunCorrection,
): Promise<RunChange & { readonly before: MachineRunRow; readonly until: number }> {
  const before = await writer
    .selectFrom("machine_run")
    .selectAll()
    .where("id", "=", id)
    .executeTakeFirst();
  if (!before) throw new Refusal("NOT_FOUND", { entity: "run", id });
  const current = await versionOf(writer, id);
  if (current !== basedOn) throw new Refusal("STALE", { entity: "run", id, basedOn, current });

  const stored = await itemsOf(writer, id);
  const items =
    wanted.items === undefined
      ? stored.length === 0
        ? null
        : stored.map((item) => ({
            productCode: item.product_code ?? "",
            orderNo: item.order_no,
            piecesPerCycle: item.pieces_per_cycle,
          }))
      : wanted.items;
  const made: WantedMade = {
    productCode: wanted.productCode === undefined ? before.product_code : wanted.productCode,
    orderNo: wanted.orderNo === undefined ? before.order_no : wanted.orderNo,
    target: wanted.target === undefined ? before.target : wanted.target,
    cavities: wanted.cavities === undefined ? before.cavities : wanted.cavities,
    items,
  };
  refuseNothing(made);
  const { productCode, orderNo } = leading(made);
  const start = wanted.start ?? before.starts_at;
  const end = wanted.end === undefined ? before.ends_at : wanted.end;
  refuseBadBounds({ start, end }, identity.now());
  const others = (await runsBeyond(writer, before.machine_id, start)).map(timeOf);
  refuseOverlap({ id, productCode, orderNo, start, end }, others);

  // A product nobody has entered stays as the machine named it.
  const isSameProduct = productCode === before.product_code;
  const run: MachineRunRow = {
    ...before,
    product_id: isSameProduct ? before.product_id : await productIdOf(writer, productCode),
    product_code: productCode,
    order_no: orderNo,
    starts_at: start,
    ends_at: end,
    target: made.target,
    cavities: made.cavities,
  };
  await writer.putFact("machine_run", run);
  if (wanted.items !== undefined && !sameItems(stored, items))
    await putItems(writer, identity, id, items);
  const now = identity.now();
  return {
    run,
    before,
    from: Math.min(start, before.starts_at),
    until: Math.max(end ?? now, before.ends_at ?? now),
  };
}
