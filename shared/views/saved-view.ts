import { z } from "zod";

/** Most characters of a view's parameters as JSON. */
const longestSearch = 4_000;

/** The page a view belongs to: its path, without parameters. */
export const viewedPage = z
  .string()
  .max(100)
  .regex(/^\/[a-z0-9/-]*$/, { error: "must be the path of a page" });

const value = z.union([z.string().max(1_000), z.number(), z.boolean(), z.null()]);

/** The parameters of a page's address: flat names with texts, numbers, switches or lists of them. */
export const viewSearch = z
  .record(z.string().min(1).max(40), z.union([value, z.array(value).max(200)]))
  .refine((search) => JSON.stringify(search).length <= longestSearch, {
    error: "must not be longer than 4000 characters",
  });
export type ViewSearch = z.infer<typeof viewSearch>;

/** Where one is on a list, not what it shows: left out of a view. */
const passing: ReadonlySet<string> = new Set(["page"]);

/** What of an address makes a view: its filters without the place in a list, empty ones left out. */
export const viewOf = (search: Readonly<Record<string, unknown>>): ViewSearch => {
  const kept = Object.entries(search).filter(
    ([name, given]) => !passing.has(name) && given !== undefined && given !== "",
  );
  const parsed = viewSearch.safeParse(Object.fromEntries(kept));
  return parsed.success ? parsed.data : {};
};

const inOrder = (search: Readonly<Record<string, unknown>>): string =>
  JSON.stringify(
    Object.entries(viewOf(search)).toSorted(([one], [other]) => (one < other ? -1 : 1)),
  );

/** Whether an address shows a view as it was saved. */
export const showsView = (search: Readonly<Record<string, unknown>>, view: ViewSearch): boolean =>
  inOrder(search) === inOrder(view);
