/**
 * Every way an operation may say no. Anything that is not a Refusal is a bug: it is logged with an incident
 * number and hidden from the caller. The data shapes are declared once, in `refusal-schemas.ts`.
 */
export interface RefusalData {
  /** Not signed in, or the session has ended. */
  UNAUTHENTICATED: { reason: "no_session" | "wrong_credentials" | "locked"; retryAfterMs?: number };
  /** Signed in, but the role does not have this permission. */
  FORBIDDEN: { permission: string };
  /** The row named does not exist (any more). */
  NOT_FOUND: { entity: string; id: string };
  /** The edit is based on an older version of the row. */
  STALE: { entity: string; id: string; basedOn: number; current: number };
  /** A value that must be unique is taken. */
  DUPLICATE: { entity: string; field: string; value: string };
  /** A rule of the domain is broken; every issue names field and rule. */
  INVALID: { issues: { path: string; message: string }[] };
  /** The row is used elsewhere; deactivate instead. */
  IN_USE: { entity: string; id: string; uses: { entity: string; count: number }[] };
  /** Two rows would have the same time; the rows, the one asked for first. `end` null = open. */
  OVERLAP: {
    entity: string;
    rows: { id: string | null; label: string; start: number; end: number | null }[];
  };
  /** The state of the plant does not allow it (already configured, engine stopping, …). */
  NOT_NOW: { reason: string };
  /** Something outside could not be reached: a machine, a server. */
  UNREACHABLE: { what: string; reason: string; hint?: string };
}

export type RefusalCode = keyof RefusalData;

/** The one error type for refusals: thrown by pure and storing code, mapped to the contract's typed error at the edge. */
export class Refusal<Code extends RefusalCode = RefusalCode> extends Error {
  readonly code: Code;
  readonly data: RefusalData[Code];

  constructor(code: Code, data: RefusalData[Code], message: string = code) {
    super(message);
    this.name = "Refusal";
    this.code = code;
    this.data = data;
  }
}
