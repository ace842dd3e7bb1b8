import type { MachineId } from "#shared/kernel/id.ts";
import type { Span } from "#shared/kernel/span.ts";

/** What follows stored facts in the same transaction, and after it. */
export interface FactsPort {
  /** Folds the machine's intervals of the span again; part of the transaction that holds the writing connection. */
  refold(machineId: MachineId, span: Span): void;
  /** What was said of the span changed its figures: they are computed again; part of the same transaction. */
  mark(machineId: MachineId, span: Span): void;
  /** The transaction failed: what is kept of rows is read again. */
  forget(): void;
  /** The facts are on disk. */
  changed(machineId: MachineId): void;
}
