import type { ImportedTag } from "#shared/connections/connection-rows.ts";

/** One thing that is wrong in a list of tags. `where`: line of the file, or the tag's code. */
export interface ImportIssue {
  readonly where: string;
  readonly column: string;
  readonly rule: string;
}

/** What the engine refused (`tags.12.address` → rule), told by the codes of the tags. */
export const engineIssues = (
  tags: readonly ImportedTag[],
  refused: Readonly<Record<string, string>>,
): readonly ImportIssue[] =>
  Object.entries(refused).map(([path, rule]) => {
    const [, index, column = ""] = /^tags\.(\d+)\.?(.*)$/.exec(path) ?? [];
    const tag = index === undefined ? undefined : tags[Number(index)];
    return { where: tag?.code ?? path, column, rule };
  });
