import type { ConnectionSettings } from "#shared/connections/connection-settings.ts";
import type { ListedPort } from "../../drivers/serial-port/list-ports.ts";

/** The serial port these settings name; null = none. */
export function portOf(settings: ConnectionSettings): string | null {
  if (settings.driver !== "modbus" && settings.driver !== "serial") return null;
  return settings.transport.type === "tcp" ? null : settings.transport.line.path;
}

/** Name of the connection that names this port, by its stable name or its device; null = none. */
export function connectionOnPort(
  connections: readonly { readonly name: string; readonly settings: ConnectionSettings }[],
  port: Pick<ListedPort, "path" | "device">,
): string | null {
  const found = connections.find(({ settings }) => {
    const named = portOf(settings);
    return named !== null && (named === port.path || named === port.device);
  });
  return found?.name ?? null;
}
