/** One field of an audited change; null = there was no such row before or after. */
export interface AuditChange {
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** Columns that tell a reader nothing. */
const silent: ReadonlySet<string> = new Set(["id", "version", "created_at"]);

/**
 * The fields of an audit entry, which holds columns of a row as JSON. Columns that hold JSON themselves (settings,
 * signal rules, patterns) are taken apart, so that only the changed part is told.
 */
export function auditChanges(before: string | null, after: string | null): readonly AuditChange[] {
  const [was, is] = [flat(before), flat(after)];
  return [...new Set([...was.keys(), ...is.keys()])]
    .filter((field) => !silent.has(field))
    .map((field) => ({ field, before: was.get(field) ?? null, after: is.get(field) ?? null }))
    .filter((change) => change.before !== change.after);
}

function flat(json: string | null): Map<string, string> {
  const fields = new Map<string, string>();
  const walk = (path: string, value: unknown): void => {
    if (value === null || value === undefined || value === "") return;
    if (typeof value === "object") {
      for (const [key, inner] of Object.entries(value))
        walk(path === "" ? key : `${path}.${key}`, inner);
      return;
    }
    const inner = typeof value === "string" && /^[[{]/.test(value) ? parsed(value) : undefined;
    if (inner === undefined) fields.set(path, String(value));
    else walk(path, inner);
  };
  walk("", json === null ? null : parsed(json));
  return fields;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
