import { z } from "zod";

/** How many rows a page of a long list has. */
export const pageSizes = [50, 100, 200] as const;

/** What of a list is shown, as it stands in the address. An empty `sort` leaves the list in its own order. */
export const tableState = z.object({
  q: z.string().max(200).catch(""),
  sort: z.string().max(40).catch(""),
  dir: z.enum(["asc", "desc"]).catch("asc"),
  page: z.int().min(1).catch(1),
  size: z.union([z.literal(50), z.literal(100), z.literal(200)]).catch(100),
  inactive: z.boolean().catch(false),
});
export type TableState = z.infer<typeof tableState>;

/** A changed search or order starts at the first page again. */
export const turnedBack = (change: Partial<TableState>): Partial<TableState> =>
  "page" in change ? change : { page: 1, ...change };

/** The first click on a column sorts it, the next one turns it round. */
export function sortedBy(state: TableState, sort: string): Partial<TableState> {
  return turnedBack(
    state.sort === sort ? { dir: state.dir === "asc" ? "desc" : "asc" } : { sort, dir: "asc" },
  );
}

export const pageCount = (total: number, size: number): number =>
  Math.max(1, Math.ceil(total / size));
