import type { ConnectionSettings } from "#shared/connections/connection-settings.ts";

/** Where a connection leads to; null for machines that exist only in the engine. */
export function addressOf(settings: ConnectionSettings): string | null {
  switch (settings.driver) {
    case "opcua":
      return settings.endpoint;
    case "modbus":
    case "serial":
      return settings.transport.type === "tcp"
        ? `${settings.transport.host}:${settings.transport.port}`
        : settings.transport.line.path;
    case "simulated":
      return null;
    default:
      return settings satisfies never;
  }
}
