/** What a row was before a change; null = it did not exist. Only the columns that differ need to be there. */
export interface BeforeImage {
  readonly id: string;
  readonly before: Readonly<Record<string, unknown>> | null;
}

/**
 * Rows as they stood before changes: each change is taken back, the newest first.
 *
 * @param rows as they are now
 * @param changes newest first
 */
export function takeBack<Row extends { readonly id: string }>(
  rows: readonly Row[],
  changes: readonly BeforeImage[],
): Row[] {
  const byId = new Map<string, Row>(rows.map((row) => [row.id, row]));
  for (const { id, before } of changes) {
    const stored = byId.get(id);
    if (before === null) byId.delete(id);
    else if (stored !== undefined) byId.set(id, { ...stored, ...columnsOf(stored, before) });
    else if (before["id"] === id) byId.set(id, before as unknown as Row);
  }
  return [...byId.values()];
}

/** An audit entry may say more than the row holds; only its columns count. */
const columnsOf = (row: object, before: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(before).filter(([column]) => column in row));

/** An entry of the audit trail, its JSON read. */
export interface AuditChange {
  readonly entityId: string;
  readonly before: Readonly<Record<string, unknown>> | null;
  readonly after: Readonly<Record<string, unknown>> | null;
}

/**
 * What an audit entry says of the row before it. Null for an entry that is about something else than the row's columns, as
 * "somebody typed a state of this machine" is: a row that appears or goes is told whole, by its id.
 */
export function beforeImageOf({ entityId, before, after }: AuditChange): BeforeImage | null {
  if (before !== null && after !== null) return { id: entityId, before };
  if (before !== null) return before["id"] === entityId ? { id: entityId, before } : null;
  return after?.["id"] === entityId ? { id: entityId, before: null } : null;
}
