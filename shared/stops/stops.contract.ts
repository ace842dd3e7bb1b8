import { z } from "zod";
import { displayName, recordCode } from "../kernel/code.ts";
import { idOf } from "../kernel/id.ts";
import { basedOn, commandInput } from "../kernel/list.ts";
import { command, query } from "../kernel/operation.ts";
import { reasonCategory } from "./reason-category.ts";

export const reasonRow = z.object({
  id: z.string(),
  code: z.string(),
  name: z.string(),
  category: reasonCategory,
  parentId: z.string().nullable(),
  isActive: z.boolean(),
  version: z.int(),
});
export type ReasonRow = z.infer<typeof reasonRow>;

export const stopsContract = {
  reasons: query("stop:read").output(z.object({ rows: z.array(reasonRow) })),
  createReason: command("reason:update")
    .input(
      commandInput({
        code: recordCode,
        name: displayName,
        category: reasonCategory,
        parentId: idOf<"reason">().nullable().default(null),
      }),
    )
    .output(reasonRow),
  updateReason: command("reason:update")
    .input(
      commandInput({
        id: idOf<"reason">(),
        basedOn,
        name: displayName.optional(),
        category: reasonCategory.optional(),
        isActive: z.boolean().optional(),
      }),
    )
    .output(reasonRow),
};
