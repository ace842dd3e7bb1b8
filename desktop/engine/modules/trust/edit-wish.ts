import type { MachineId } from "#shared/kernel/id.ts";

/** Whose edits are asked for: recorded in `(since, until]`, speaking of `[from, to)`. */
export interface EditWish {
  readonly machine: { readonly id: MachineId; readonly code: string };
  readonly from: number;
  readonly to: number;
  readonly since: number;
  readonly until: number;
}

/** What is captured up to this long after it happened is on time. Milliseconds. */
export const onTimeMs = 60_000;
