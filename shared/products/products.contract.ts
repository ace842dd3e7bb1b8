import { z } from "zod";
import { displayName, recordCode } from "../kernel/code.ts";
import { idOf } from "../kernel/id.ts";
import { instant } from "../kernel/instant.ts";
import { basedOn, commandInput, listInput, listOutput } from "../kernel/list.ts";
import { command, query } from "../kernel/operation.ts";

export const productRow = z.object({
  id: z.string(),
  code: z.string(),
  name: z.string(),
  isActive: z.boolean(),
  cycleCount: z.int(),
  version: z.int(),
});
export type ProductRow = z.infer<typeof productRow>;

/** Ideal cycle of a product on a machine, valid from an instant until the next row. */
export const idealCycleRow = z.object({
  id: z.string(),
  productId: z.string(),
  productCode: z.string(),
  productName: z.string(),
  machineId: z.string(),
  machineCode: z.string(),
  machineName: z.string(),
  validFrom: z.int(),
  /** Integer microseconds per machine cycle. */
  cycleUs: z.int(),
  /** Pieces per cycle. */
  cavities: z.int(),
  version: z.int(),
});
export type IdealCycleRow = z.infer<typeof idealCycleRow>;

const cycle = {
  validFrom: instant,
  cycleUs: z.int().min(1).max(86_400_000_000),
  cavities: z.int().min(1).max(1_000),
};

export const productsContract = {
  list: query("product:read")
    .input(listInput(["code", "name"]))
    .output(listOutput(productRow)),
  create: command("product:update")
    .input(commandInput({ code: recordCode, name: displayName }))
    .output(productRow),
  update: command("product:update")
    .input(
      commandInput({
        id: idOf<"product">(),
        basedOn,
        name: displayName.optional(),
        isActive: z.boolean().optional(),
      }),
    )
    .output(productRow),
  cycles: query("product:read")
    .input(
      z.object({
        productId: idOf<"product">().optional(),
        machineId: idOf<"machine">().optional(),
      }),
    )
    .output(z.object({ rows: z.array(idealCycleRow) })),
  /** A new dated cycle; the figures of the time it covers are computed again. */
  addCycle: command("product:update")
    .input(commandInput({ productId: idOf<"product">(), machineId: idOf<"machine">(), ...cycle }))
    .output(idealCycleRow),
  updateCycle: command("product:update")
    .input(commandInput({ id: idOf<"ideal-cycle">(), basedOn, ...z.object(cycle).partial().shape }))
    .output(idealCycleRow),
  removeCycle: command("product:update")
    .input(commandInput({ id: idOf<"ideal-cycle">(), basedOn }))
    .output(z.object({})),
};
