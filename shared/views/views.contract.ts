import { z } from "zod";
import { displayName } from "../kernel/code.ts";
import { idOf } from "../kernel/id.ts";
import { basedOn, commandInput } from "../kernel/list.ts";
import { command, query } from "../kernel/operation.ts";
import { viewedPage, viewSearch } from "./saved-view.ts";

/** A page as somebody set it up, under a name. */
export const viewRow = z.object({
  id: z.string(),
  page: viewedPage,
  name: z.string(),
  search: viewSearch,
  /** Everybody sees it; else only who made it. */
  isShared: z.boolean(),
  version: z.int(),
});
export type ViewRow = z.infer<typeof viewRow>;

const named = { id: idOf<"saved-view">(), basedOn };

export const viewsContract = {
  /** The views of a page: shared ones and the caller's own, by name. */
  list: query("plant:read")
    .input(z.object({ page: viewedPage }))
    .output(z.object({ rows: z.array(viewRow) })),
  /** A private view of the caller. DUPLICATE when the caller sees one of that name on the page already. */
  save: command("oee:read")
    .input(commandInput({ page: viewedPage, name: displayName, search: viewSearch }))
    .output(viewRow),
  /** The same for everybody at the plant. */
  share: command("export:create")
    .input(commandInput({ page: viewedPage, name: displayName, search: viewSearch }))
    .output(viewRow),
  /** Another name, or what the page shows now. One's own, or a shared one with the right to share. */
  update: command("oee:read")
    .input(commandInput({ ...named, name: displayName.optional(), search: viewSearch.optional() }))
    .output(viewRow),
  remove: command("oee:read").input(commandInput(named)).output(z.object({})),
};
