import type { ConnectionSettings } from "#shared/connections/connection-settings.ts";
import type { ConnectionSecret } from "#shared/connections/connection-rows.ts";
import type { ConnectionId } from "#shared/kernel/id.ts";
import type { Driver, DriverClock, DriverLog, DriverTag } from "./driver.ts";
import { ModbusDriver } from "./modbus/modbus-driver.ts";
import { OpcuaDriver } from "./opcua/opcua-driver.ts";
import { SerialDriver } from "./serial/serial-driver.ts";
import { SimulatedDriver } from "./simulated/simulated-driver.ts";

/** What a connection keeps secret; sealed beside its row, never in its settings. */
export type ConnectionLogin = ConnectionSecret;

export interface DriverParts {
  readonly connection: {
    readonly id: ConnectionId;
    readonly settings: ConnectionSettings;
    readonly login: ConnectionLogin | null;
    /** Since when nothing of it was read, as the gap ledger has it; null = never read or no gap. UTC milliseconds. */
    readonly silentSince: number | null;
  };
  readonly tags: readonly DriverTag[];
  readonly pkiFolder: string;
  readonly clock: DriverClock;
  readonly log: DriverLog;
}

/** The driver of a connection's kind, not yet started. */
export function openDriver({ connection, ...parts }: DriverParts): Driver {
  const { id, login, settings, silentSince } = connection;
  switch (settings.driver) {
    case "opcua":
      return new OpcuaDriver({ ...parts, connection: { id, login, settings, silentSince } });
    case "modbus":
      return new ModbusDriver({ ...parts, connection: { id, settings } });
    case "serial":
      return new SerialDriver({ ...parts, connection: { id, settings } });
    case "simulated":
      return new SimulatedDriver({ ...parts, connection: { id, settings } });
    default:
      return settings satisfies never;
  }
}
