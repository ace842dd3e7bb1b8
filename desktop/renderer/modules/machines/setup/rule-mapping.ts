import type { MachineState } from "#shared/machines/machine-state.ts";
import {
  jobStatuses,
  machineModes,
  productionStatuses,
} from "#shared/machines/signals/moulding.ts";
import {
  maintenanceModes,
  operationModes,
  programStates,
} from "#shared/machines/signals/machine-tool.ts";
import { packmlModes, packmlStates } from "#shared/machines/signals/packml.ts";
import type { StateReading } from "#shared/machines/signals/state-reading.ts";
import type { StateRuleType } from "./rule-fields.ts";

/** One code of a signal and the state it means; null = another signal decides. */
export interface MappedCode {
  readonly code: number;
  /** The signal's own word, untranslated. */
  readonly word: string;
  readonly state: MachineState | null;
}

/** A signal of a rule and what its codes mean. */
export interface MappedSignal {
  /** Field of the rule that names the tag. */
  readonly field: string;
  readonly codes: readonly MappedCode[];
}

const programWords = [
  "Manual",
  "Automatic",
  "Setup",
  "AutoWithManualIntervention",
  "Service",
  "Other",
];
const mouldingWords = ["OTHER", "AUTOMATIC", "SEMI_AUTOMATIC", "MANUAL", "SETUP", "SLEEP"];

const mapped = (
  field: string,
  table: Readonly<Record<number, StateReading | string>>,
  words: readonly string[] = [],
): MappedSignal => ({
  field,
  codes: Object.entries(table).map(([code, reading]) =>
    typeof reading === "string"
      ? { code: Number(code), word: words[Number(code)] ?? "", state: null }
      : { code: Number(code), word: reading.cause ?? "", state: reading.state },
  ),
});

/** The tables of the rules that have some, from the very tables that capture uses. The others are told in words. */
export const ruleMapping: Readonly<Partial<Record<StateRuleType, readonly MappedSignal[]>>> = {
  packml: [mapped("mode", packmlModes), mapped("state", packmlStates)],
  machine_tool: [
    mapped("operationMode", operationModes, programWords),
    mapped("programState", programStates),
    mapped("maintenanceMode", maintenanceModes),
  ],
  moulding: [
    mapped("machineMode", machineModes, mouldingWords),
    mapped("productionStatus", productionStatuses),
    mapped("jobStatus", jobStatuses),
  ],
};
