import type { ConnectionSettings } from "./connection-settings.ts";

/** The serial port these settings name; null = none. Only one program and connection can have it open. */
export function serialPortOf(settings: ConnectionSettings): string | null {
  if (settings.driver !== "modbus" && settings.driver !== "serial") return null;
  return settings.transport.type === "tcp" ? null : settings.transport.line.path;
}
