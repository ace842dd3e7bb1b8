import type { MachineKind } from "#shared/machines/machine-kind.ts";
import type { MachineRow } from "#shared/machines/machines.contract.ts";
import type { Typed } from "./rule-values.ts";

/** The general facts of a machine as their form holds them. */
export interface MachineValues {
  readonly code: string;
  readonly name: string;
  readonly kind: MachineKind;
  readonly description: string;
  readonly connectionId: string | null;
  readonly shiftPatternId: string | null;
  /** Seconds; empty = as the plant. */
  readonly minorStop: Typed;
  /** Seconds; empty = as the plant. */
  readonly minimumRun: Typed;
}

export const newMachine: MachineValues = {
  code: "",
  name: "",
  kind: "other",
  description: "",
  connectionId: null,
  shiftPatternId: null,
  minorStop: "",
  minimumRun: "",
};

export const machineValues = (machine: MachineRow): MachineValues => ({
  code: machine.code,
  name: machine.name,
  kind: machine.kind,
  description: machine.description,
  connectionId: machine.connectionId,
  shiftPatternId: machine.shiftPatternId,
  minorStop: machine.minorStopMs === null ? "" : machine.minorStopMs / 1_000,
  minimumRun: machine.minimumRunMs === null ? "" : machine.minimumRunMs / 1_000,
});

/** Seconds as typed in milliseconds; null = as the plant. */
export const limitMs = (typed: Typed): number | null =>
  typed === "" ? null : Math.round(Number(typed) * 1_000);

/** Form field of a path in the engine's refusal. */
export const machineFieldOf = (path: string): string =>
  ({ minorStopMs: "minorStop", minimumRunMs: "minimumRun" })[path] ?? path;
