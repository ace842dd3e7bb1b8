import type { BrowseNodeRow } from "#shared/connections/connection-rows.ts";
import type { TemplateTag } from "#shared/machines/templates/signal-template.ts";

export type Browse = (address: string | null) => Promise<readonly BrowseNodeRow[]>;

/** What was found of one tag on the server. */
export interface FoundTag {
  readonly suffix: string;
  /** Null = none of the usual paths is there. */
  readonly node: BrowseNodeRow | null;
}

/** Browse names may carry their namespace index before them: `3:Status`. */
const plainName = (name: string): string => name.replace(/^\d+:/, "").toLowerCase();

/** Follows a path of names from a node; null when a name is missing. Each folder is asked for once. */
async function follow(
  browse: (address: string) => Promise<readonly BrowseNodeRow[]>,
  root: string,
  path: string,
): Promise<BrowseNodeRow | null> {
  let at = root;
  let node: BrowseNodeRow | null = null;
  for (const name of path.split("/")) {
    const children = await browse(at);
    node = children.find((child) => plainName(child.name) === plainName(name)) ?? null;
    if (node === null) return null;
    at = node.address;
  }
  return node;
}

/** Looks for the tags of a template under the machine's node: each by its usual paths, the first that exists. */
export async function findTemplateTags(
  tags: readonly TemplateTag[],
  root: string,
  browse: Browse,
): Promise<FoundTag[]> {
  const asked = new Map<string, Promise<readonly BrowseNodeRow[]>>();
  const once = (address: string) => {
    const known = asked.get(address) ?? browse(address);
    asked.set(address, known);
    return known;
  };
  const found: FoundTag[] = [];
  for (const { suffix, place } of tags) {
    let node: BrowseNodeRow | null = null;
    for (const path of place.paths ?? []) {
      node = await follow(once, root, path);
      if (node !== null) break;
    }
    found.push({ suffix, node });
  }
  return found;
}
