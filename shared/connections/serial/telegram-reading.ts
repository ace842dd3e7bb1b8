import type { TagValue } from "../../machines/sample.ts";

/** Severities of `Sample.status`, as OPC UA codes whose names people may look up. */
export const fieldStatus = {
  good: 0x00000000,
  /** A value that is still moving: UncertainSensorNotAccurate. */
  unstable: 0x40930000,
  /** The device says it cannot measure: BadSensorFailure. */
  deviceError: 0x808c0000,
  /** The telegram has no such field: BadNodeIdUnknown. */
  unknownField: 0x80340000,
} as const;

/** One field of a telegram: its characters, and the value they stand for. */
export interface FieldReading {
  readonly text: string | null;
  readonly value: TagValue;
  readonly status: number;
}

/** What one telegram says. */
export type TelegramReading =
  | { readonly kind: "fields"; readonly fields: ReadonlyMap<string, FieldReading> }
  /** The device is there and says why it has no value: overload, syntax error, an end code. */
  | { readonly kind: "device_error"; readonly reason: string }
  /** An answer that says nothing about the fields: the answer to a reset. */
  | { readonly kind: "aside" }
  | { readonly kind: "misfit"; readonly reason: string };
