import type { ConnectionSettings } from "#shared/connections/connection-settings.ts";

/** Where a connection leads to; null for machines that exist only in the engine. */
export const addressOf = (settings: ConnectionSettings): string | null =>
  settings.driver === "opcua" ? settings.endpoint : null;
