import type { MachineId } from "#shared/kernel/id.ts";
import type {
  CountedFact,
  MachineFact,
  RunFact,
  StateFact,
} from "#shared/machines/machine-fact.ts";
import type { MachineState } from "#shared/machines/machine-state.ts";
import { emptyBatch, type CapturedBatch } from "../pipeline/captured-batch.ts";

/** A state fact as the signal rules make it. */
export const stateAt = (
  at: number,
  state: MachineState,
  more: Partial<StateFact> = {},
): StateFact => ({
  kind: "state",
  at,
  state,
  cause: null,
  reasonCode: null,
  provenance: "measured",
  ...more,
});

/** Pieces of a counter between two readings. */
export const piecesIn = (
  from: number,
  to: number,
  total: number,
  more: Partial<CountedFact> = {},
): CountedFact => ({
  kind: "count",
  from,
  to,
  total,
  reject: 0,
  provenance: "measured",
  suspect: null,
  ...more,
});

export const productFrom = (at: number, productCode: string | null): RunFact => ({
  kind: "run",
  at,
  productCode,
  orderNo: null,
});

/** A batch that brings facts of one machine. */
export const factsOf = (
  machineId: MachineId,
  facts: readonly MachineFact[],
  capturedUpTo: number,
): CapturedBatch => ({
  ...emptyBatch(capturedUpTo),
  machines: [{ machineId, facts, memory: null }],
});
