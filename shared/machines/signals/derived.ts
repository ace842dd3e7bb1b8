import type { MachineFact } from "../machine-fact.ts";
import type { MachineMemory } from "./machine-memory.ts";
import type { MachineNotice } from "./machine-notice.ts";

/** What one input makes of a machine: its next memory, the new facts in order, and what people should notice. */
export interface Derived {
  readonly memory: MachineMemory;
  readonly facts: readonly MachineFact[];
  readonly notices: readonly MachineNotice[];
}

/** Nothing to tell; the memory is the very same object when nothing changed. */
export const unchanged = (memory: MachineMemory): Derived => ({ memory, facts: [], notices: [] });

/** Takes a further step from where `first` ended. */
export function andThen(first: Derived, next: (memory: MachineMemory) => Derived): Derived {
  const second = next(first.memory);
  if (second.facts.length === 0 && second.notices.length === 0)
    return { ...first, memory: second.memory };
  return {
    memory: second.memory,
    facts: [...first.facts, ...second.facts],
    notices: [...first.notices, ...second.notices],
  };
}
