import type { MachineId } from "#shared/kernel/id.ts";
import type { MachineRunRow } from "#shared/schema/tables/fact-tables.ts";
import type { Writer } from "../../database/writer.ts";
import type { Identity } from "../../identity.ts";

/**
 * Ends the machine's open run at `at` and, when a product or order is named, opens the next one. One run at a time is
 * the rule; a run that would begin where the open one began replaces it.
 */
export async function changeRun(
  writer: Writer,
  identity: Identity,
  machineId: MachineId,
  productCode: string | null,
  orderNo: string | null,
  at: number,
): Promise<MachineRunRow | null> {
  const open = await writer
    .selectFrom("machine_run")
    .selectAll()
    .where("machine_id", "=", machineId)
    .where("ends_at", "is", null)
    .executeTakeFirst();
  if (open && open.product_code === productCode && open.order_no === orderNo) return open;
  if (open && open.starts_at >= at) await writer.dropFact("machine_run", open.id);
  else if (open) await writer.putFact("machine_run", { ...open, ends_at: at });
  if (productCode === null && orderNo === null) return null;

  const product =
    productCode === null
      ? undefined
      : await writer
          .selectFrom("product")
          .select("id")
          .where("code", "=", productCode)
          .executeTakeFirst();
  const run: MachineRunRow = {
    id: identity.newId<"run">(),
    machine_id: machineId,
    product_id: product?.id ?? null,
    product_code: productCode,
    order_no: orderNo,
    starts_at: at,
    ends_at: null,
    target: null,
    cavities: null,
    source: "person",
    started_by: null,
    recorded_at: identity.now(),
  };
  await writer.putFact("machine_run", run);
  return run;
}
