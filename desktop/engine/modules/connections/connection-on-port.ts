import type { ConnectionSettings } from "#shared/connections/connection-settings.ts";
import { serialPortOf } from "#shared/connections/serial-port-of.ts";
import type { ListedPort } from "../../drivers/serial-port/list-ports.ts";

/** Name of the connection that names this port, by its stable name or its device; null = none. */
export function connectionOnPort(
  connections: readonly { readonly name: string; readonly settings: ConnectionSettings }[],
  port: Pick<ListedPort, "path" | "device">,
): string | null {
  const found = connections.find(({ settings }) => {
    const named = serialPortOf(settings);
    return named !== null && (named === port.path || named === port.device);
  });
  return found?.name ?? null;
}
