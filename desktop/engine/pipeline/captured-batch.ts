import type { MachineId, TagId } from "#shared/kernel/id.ts";
import type { MachineFact } from "#shared/machines/machine-fact.ts";
import type { LinkChange, TagValue } from "#shared/machines/sample.ts";
import type { MachineMemory } from "#shared/machines/signals/machine-memory.ts";
import type { BackRead, Overflow } from "../drivers/driver.ts";
import type { SampleColumns } from "../historian/sample-columns.ts";

/** What the signal rules made of one machine's samples, in order, and what they remember afterwards. */
export interface DerivedMachine {
  readonly machineId: MachineId;
  readonly facts: readonly MachineFact[];
  /** Null = as before. */
  readonly memory: MachineMemory | null;
}

/** The newest reading of a tag, kept so that it survives a restart. */
export interface LastValue {
  readonly tag: TagId;
  readonly value: TagValue;
  readonly status: number;
  readonly sourceTime: number | null;
  readonly receivedTime: number;
}

/** All that the intake hands over at once; becomes one commit, or none of it does. */
export interface CapturedBatch {
  /** Instant up to which everything captured is in this batch or the ones before. UTC milliseconds. */
  readonly capturedUpTo: number;
  /** `tag` columns hold places in `tags`. */
  readonly samples: { readonly tags: readonly TagId[]; readonly columns: SampleColumns } | null;
  readonly machines: readonly DerivedMachine[];
  readonly links: readonly LinkChange[];
  /** What servers' histories gave for gaps; their samples and facts are in this batch or the ones before. */
  readonly backReads: readonly BackRead[];
  readonly overflows: readonly (Overflow & { readonly since: number | null })[];
  readonly lastValues: readonly LastValue[];
}

export const emptyBatch = (capturedUpTo: number): CapturedBatch => ({
  capturedUpTo,
  samples: null,
  machines: [],
  links: [],
  backReads: [],
  overflows: [],
  lastValues: [],
});
