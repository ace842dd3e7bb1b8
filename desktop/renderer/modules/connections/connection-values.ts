import type { ConnectionRow, ConnectionSecret } from "#shared/connections/connection-rows.ts";
import type { ConnectionSettings, DriverKind } from "#shared/connections/connection-settings.ts";
import {
  modbusValues,
  newModbus,
  readModbus,
  type ModbusValues,
} from "./settings/modbus-values.ts";
import {
  newOpcua,
  opcuaSecret,
  opcuaValues,
  readOpcua,
  type OpcuaValues,
} from "./settings/opcua-values.ts";
import {
  newSerial,
  readSerial,
  serialValues,
  type SerialValues,
} from "./settings/serial-values.ts";
import { lastWord, type SettingsReading } from "./settings/settings-reading.ts";
import {
  newSimulated,
  readSimulated,
  simulatedValues,
  type SimulatedValues,
} from "./settings/simulated-values.ts";

/** The settings of one kind of connection as its form holds them. */
export type SettingsValues = OpcuaValues | ModbusValues | SerialValues | SimulatedValues;

/** A connection as its form holds it. */
export interface ConnectionValues {
  readonly code: string;
  readonly name: string;
  readonly settings: SettingsValues;
}

/** What a new connection of each kind begins with. */
export const newSettings: { readonly [Kind in DriverKind]: SettingsValues & { driver: Kind } } = {
  opcua: newOpcua,
  modbus: newModbus,
  serial: newSerial,
  simulated: newSimulated,
};

export const connectionValues = (row: ConnectionRow): ConnectionValues => ({
  code: row.code,
  name: row.name,
  settings: settingsValues(row),
});

function settingsValues(row: ConnectionRow): SettingsValues {
  const { settings } = row;
  switch (settings.driver) {
    case "opcua":
      return opcuaValues(settings, row);
    case "modbus":
      return modbusValues(settings);
    case "serial":
      return serialValues(settings);
    case "simulated":
      return simulatedValues(settings);
    default:
      return settings satisfies never;
  }
}

/** The settings as the contract takes them, checked by its own schema. */
export function readConnection(values: SettingsValues): SettingsReading<ConnectionSettings> {
  switch (values.driver) {
    case "opcua":
      return readOpcua(values);
    case "modbus":
      return readModbus(values);
    case "serial":
      return readSerial(values);
    case "simulated":
      return readSimulated(values);
    default:
      return values satisfies never;
  }
}

/** What goes to the vault: undefined = as it is stored, null = taken away. */
export const secretOf = (values: SettingsValues): ConnectionSecret | null | undefined =>
  values.driver === "opcua" ? opcuaSecret(values) : undefined;

/** The form's field for a path of the contract: `settings.security.policy` → `settings.policy`, `name` → `name`. */
export const formField = (path: string): string =>
  /^(settings|secret)\b/.test(path) ? `settings.${lastWord(path)}` : path;
