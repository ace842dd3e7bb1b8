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

/** A change as it goes into the address: what says nothing is left out of it. */
export function inAddress(change: Partial<BoardFilter>): Partial<BoardFilter> {
  const { q, state, sort } = change;
  return {
    ...("q" in change && { q: q === "" ? undefined : q }),
    ...("state" in change && { state: state?.length === 0 ? undefined : state }),
    ...("sort" in change && { sort: sort === "worst" ? undefined : sort }),
  };
}
