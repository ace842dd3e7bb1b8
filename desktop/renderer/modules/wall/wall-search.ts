import { z } from "zod";

/** What a wall board turns through. */
export const wallPanels = ["machines", "losses", "calls"] as const;
export type WallPanel = (typeof wallPanels)[number];

/** The wall board as it stands in the address: a screen on the wall is set up once, by a bookmark. */
export const wallSearch = z.object({
  panels: z
    .string()
    .transform((text) => wallPanels.filter((panel) => text.split(",").includes(panel)))
    .pipe(z.array(z.enum(wallPanels)).min(1))
    .catch([...wallPanels]),
  /** Seconds each page stays. */
  every: z.coerce.number().int().min(5).max(300).catch(15),
  /** Machines on one page; six can be read at ten metres on a 55-inch screen. */
  tiles: z.coerce
    .number()
    .pipe(z.union([z.literal(2), z.literal(4), z.literal(6), z.literal(12)]))
    .catch(6),
});
export type WallSearch = z.output<typeof wallSearch>;

/** One page of the rotation. */
export type WallSheet =
  | { readonly panel: "machines"; readonly machineIds: readonly string[] }
  | { readonly panel: "losses" }
  | { readonly panel: "calls" };

/**
 * The pages in their order. Machines are spread evenly, so that the last page is not a single tile; the page of calls
 * is left out while nobody calls.
 */
export function wallSheets(
  { panels, tiles }: Pick<WallSearch, "panels" | "tiles">,
  machineIds: readonly string[],
  callCount: number,
): WallSheet[] {
  return panels.flatMap((panel): WallSheet[] => {
    switch (panel) {
      case "machines": {
        const pages = Math.ceil(machineIds.length / tiles);
        const each = Math.ceil(machineIds.length / Math.max(1, pages));
        return Array.from({ length: pages }, (_, page) => ({
          panel,
          machineIds: machineIds.slice(page * each, (page + 1) * each),
        }));
      }
      case "losses":
        return [{ panel }];
      case "calls":
        return callCount === 0 ? [] : [{ panel }];
      default:
        return panel satisfies never;
    }
  });
}
