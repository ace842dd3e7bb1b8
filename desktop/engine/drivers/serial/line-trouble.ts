import type { LinkLossCause } from "#shared/machines/sample.ts";

/** Why characters do not come, and what a technician may try. */
export interface LineTrouble {
  readonly cause: LinkLossCause;
  readonly detail: string;
  readonly hint: string;
}

/** The trouble of a line as a thing to throw. */
export class LineError extends Error {
  readonly trouble: LineTrouble;

  constructor(trouble: LineTrouble, cause?: unknown) {
    super(trouble.detail, { cause });
    this.trouble = trouble;
  }
}
