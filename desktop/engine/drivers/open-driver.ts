import type { ConnectionSettings } from "#shared/connections/connection-settings.ts";
import type { ConnectionId } from "#shared/kernel/id.ts";
import type { Driver, DriverClock, DriverLog, DriverTag } from "./driver.ts";
import { OpcuaDriver } from "./opcua/opcua-driver.ts";
import { SimulatedDriver } from "./simulated/simulated-driver.ts";

/** Sign-in at a machine; kept sealed beside the connection, never in its settings. */
export interface ConnectionLogin {
  readonly userName: string;
  readonly password: string;
}

export interface DriverParts {
  readonly connection: {
    readonly id: ConnectionId;
    readonly settings: ConnectionSettings;
    readonly login: ConnectionLogin | null;
  };
  readonly tags: readonly DriverTag[];
  readonly pkiFolder: string;
  readonly clock: DriverClock;
  readonly log: DriverLog;
}

/** The driver of a connection's kind, not yet started. */
export function openDriver({ connection, ...parts }: DriverParts): Driver {
  const { id, login, settings } = connection;
  switch (settings.driver) {
    case "opcua":
      return new OpcuaDriver({ ...parts, connection: { id, login, settings } });
    case "simulated":
      return new SimulatedDriver({ ...parts, connection: { id, settings } });
    default:
      return settings satisfies never;
  }
}
