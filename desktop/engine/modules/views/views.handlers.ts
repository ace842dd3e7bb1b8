import type { SavedViewId } from "#shared/kernel/id.ts";
import { Refusal } from "#shared/kernel/refusal.ts";
import type { SavedViewRow } from "#shared/schema/tables/analysis-tables.ts";
import { viewSearch, type ViewSearch } from "#shared/views/saved-view.ts";
import type { ViewRow } from "#shared/views/views.contract.ts";
import type { Reader } from "../../database/reader.ts";
import type { Writer } from "../../database/writer.ts";
import type { Caller } from "../../serve/caller.ts";
import { reading, writing } from "../../serve/house.ts";

type Selecting = Pick<Reader | Writer, "selectFrom">;

/** The house has let only signed-in people through. */
const callerId = (caller: Caller): string => caller.session!.user.id;

const viewRow = (row: SavedViewRow): ViewRow => ({
  id: row.id,
  page: row.page,
  name: row.name,
  search: viewSearch.parse(JSON.parse(row.search)),
  isShared: row.owner_id === null,
  version: row.version,
});

/** What a person sees of a page: shared views and their own. */
const visible = (db: Selecting, userId: string) =>
  db
    .selectFrom("saved_view")
    .selectAll()
    .where((where) => where.or([where("owner_id", "is", null), where("owner_id", "=", userId)]));

async function refuseTakenName(
  db: Selecting,
  userId: string,
  view: { readonly page: string; readonly name: string; readonly id: SavedViewId },
): Promise<void> {
  const twin = await visible(db, userId)
    .where("page", "=", view.page)
    .where("name", "=", view.name)
    .where("id", "!=", view.id)
    .executeTakeFirst();
  if (twin)
    throw new Refusal("DUPLICATE", { entity: "saved_view", field: "name", value: view.name });
}

/** A view that the caller may change: another person's private one is not even there. */
async function changeable(writer: Writer, caller: Caller, id: SavedViewId): Promise<SavedViewRow> {
  const row = await visible(writer, callerId(caller)).where("id", "=", id).executeTakeFirst();
  if (!row) throw new Refusal("NOT_FOUND", { entity: "saved_view", id });
  if (row.owner_id === null && !caller.session!.user.permissions.includes("export:create"))
    throw new Refusal("FORBIDDEN", { permission: "export:create" });
  return row;
}

interface NewView {
  readonly page: string;
  readonly name: string;
  readonly search: ViewSearch;
}

async function create(
  writer: Writer,
  caller: Caller,
  wish: NewView,
  own: { readonly id: SavedViewId; readonly ownerId: string | null; readonly at: number },
): Promise<ViewRow> {
  await refuseTakenName(writer, callerId(caller), { ...wish, id: own.id });
  const row = await writer.insert("saved_view", {
    id: own.id,
    page: wish.page,
    name: wish.name,
    owner_id: own.ownerId,
    search: JSON.stringify(wish.search),
    created_at: own.at,
  });
  return viewRow(row);
}

export const viewsHandlers = () => ({
  list: reading.views.list.handler(async ({ input, context }) => {
    const rows = await visible(context.reader, callerId(context.caller))
      .where("page", "=", input.page)
      .execute();
    return { rows: rows.map(viewRow).toSorted((a, b) => a.name.localeCompare(b.name)) };
  }),

  save: writing.views.save.handler(({ input, context: { write, caller, identity } }) =>
    write((writer) =>
      create(writer, caller, input, {
        id: identity.newId<"saved-view">(),
        ownerId: callerId(caller),
        at: identity.now(),
      }),
    ),
  ),

  share: writing.views.share.handler(({ input, context: { write, caller, identity } }) =>
    write((writer) =>
      create(writer, caller, input, {
        id: identity.newId<"saved-view">(),
        ownerId: null,
        at: identity.now(),
      }),
    ),
  ),

  update: writing.views.update.handler(({ input, context: { write, caller } }) =>
    write(async (writer) => {
      const { id, basedOn, name, search } = input;
      const { page } = await changeable(writer, caller, id);
      if (name !== undefined) await refuseTakenName(writer, callerId(caller), { page, name, id });
      const row = await writer.update("saved_view", id, basedOn, {
        ...(name !== undefined && { name }),
        ...(search !== undefined && { search: JSON.stringify(search) }),
      });
      return viewRow(row);
    }),
  ),

  remove: writing.views.remove.handler(({ input, context: { write, caller } }) =>
    write(async (writer) => {
      await changeable(writer, caller, input.id);
      await writer.remove("saved_view", input.id, input.basedOn);
      return {};
    }),
  ),
});
