/** What a column holds; the dialect decides how. All instants are UTC milliseconds, all quantities integers. */
export type ColumnKind =
  | "id"
  | "text"
  | "code"
  | "instant"
  | "duration"
  | "count"
  | "quantity"
  | "money"
  | "flag"
  | "json"
  | "bytes"
  | "real";

export interface Column {
  readonly kind: ColumnKind;
  readonly isNullable: boolean;
  /** Table whose `id` this column points at. */
  readonly references?: string;
  /** Closed list of codes, enforced by a check constraint. */
  readonly codes?: readonly string[];
}

const column = (kind: ColumnKind): Column => ({ kind, isNullable: false });

/** UUIDv7 text. */
export const id = () => column("id");
/** Free text. */
export const text = () => column("text");
/** A code from a closed list (`codes` given) or one a person chose. */
export const code = (...codes: readonly string[]): Column =>
  codes.length > 0 ? { ...column("code"), codes } : column("code");
/** UTC milliseconds. */
export const instant = () => column("instant");
/** Milliseconds, or the unit in the column's name. */
export const duration = () => column("duration");
/** A whole number of pieces, rows or versions. */
export const count = () => column("count");
/** Integer of 10⁻⁶ unit. */
export const quantity = () => column("quantity");
/** Integer of 10⁻⁴ (amount) or 10⁻⁶ (unit cost) of the currency named beside it. */
export const money = () => column("money");
/** 0 or 1. */
export const flag = () => column("flag");
/** JSON document; parsed by the store that owns the table. */
export const json = () => column("json");
/** Packed bytes. */
export const bytes = () => column("bytes");
/** A physical reading or threshold; never a quantity that is added up. */
export const real = () => column("real");

export const nullable = (of: Column): Column => ({ ...of, isNullable: true });
export const references = (table: string): Column => ({ ...column("id"), references: table });
