import { addressRule } from "./address-rule.ts";
import type { ImportedTag } from "./connection-rows.ts";
import type { ConnectionSettings } from "./connection-settings.ts";

interface Issue {
  readonly path: string;
  readonly message: string;
}

/** A tag that the plant has already under one of the list's codes. */
export interface KnownTag {
  readonly code: string;
  readonly connectionId: string;
  readonly machineId: string | null;
}

export interface TagImport {
  readonly connectionId: string;
  /** The machine the tags go to; null = new ones to none, known ones stay where they are. */
  readonly machineId: string | null;
  readonly settings: ConnectionSettings;
  readonly tags: readonly ImportedTag[];
  readonly known: readonly KnownTag[];
}

/** Everything that keeps a list of tags from being taken over, by row (`tags.12.address`). Empty = it may be. */
export function checkImportedTags(wanted: TagImport): readonly Issue[] {
  const known = new Map(wanted.known.map((tag) => [tag.code, tag]));
  const rows = new Map<string, number>();
  return wanted.tags.flatMap(({ code, address }, row) => {
    const issues: Issue[] = [];
    const first = rows.get(code);
    if (first === undefined) rows.set(code, row);
    else
      issues.push({
        path: `tags.${row}.code`,
        message: `must stand in the list only once; "${code}" is in row ${first + 1} too`,
      });
    const owner = ownerOf(known.get(code), wanted);
    if (owner !== null)
      issues.push({ path: `tags.${row}.code`, message: `"${code}" belongs to another ${owner}` });
    const rule = addressRule(wanted.settings, address);
    if (rule !== null) issues.push({ path: `tags.${row}.address`, message: rule });
    return issues;
  });
}

function ownerOf(known: KnownTag | undefined, wanted: TagImport): string | null {
  if (known === undefined) return null;
  if (known.connectionId !== wanted.connectionId) return "connection";
  const isElsewhere =
    wanted.machineId !== null && known.machineId !== null && known.machineId !== wanted.machineId;
  return isElsewhere ? "machine" : null;
}
