import type { MachineState } from "../machine-state.ts";
import { codeOf, type RememberedValue } from "./signal-value.ts";

/** What a state rule reads from the tags. `cause` is the signal's own word for it, untranslated. */
export interface StateReading {
  readonly state: MachineState;
  readonly cause: string | null;
  /** Reason of the plant, where the rule itself names one. */
  readonly reasonCode?: string;
}

/** A code that the source table does not list is no trustworthy reading; it is shown as it came. */
export const unlisted = (signal: string, value: RememberedValue): StateReading => ({
  state: "unknown",
  cause: `${signal} ${value}`,
});

/** Looks a code up in its source table. */
export const lookUp = (
  table: Readonly<Record<number, StateReading>>,
  signal: string,
  value: RememberedValue,
): StateReading => {
  const code = codeOf(value);
  return (code === null ? undefined : table[code]) ?? unlisted(signal, value);
};
