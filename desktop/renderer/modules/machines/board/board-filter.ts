import { z } from "zod";
import { markCodes } from "#shared/ui/theme/state-marks.ts";
import { boardSorts } from "./board-order.ts";

/** What of the board is shown, as it stands in the address. */
export const boardFilter = z.object({
  q: z.string().max(200).catch(""),
  state: z.array(z.enum(markCodes)).catch([]),
  sort: z.enum(boardSorts).catch("worst"),
});
export type BoardFilter = z.infer<typeof boardFilter>;
