import type { ConnectionSettings } from "#shared/connections/connection-settings.ts";
import type { ConnectionId } from "#shared/kernel/id.ts";
import type { Reader } from "../../database/reader.ts";
import type { Writer } from "../../database/writer.ts";
import type { DriverHealth } from "../../drivers/driver.ts";
import { isSecured, settingsOf } from "../connections/connection.store.ts";

/** A connection that is or should be secured by certificates, and how it does. */
export interface SecuredConnection {
  readonly id: ConnectionId;
  readonly name: string;
  readonly settings: ConnectionSettings;
  readonly health: DriverHealth | undefined;
}

export async function securedConnections(
  db: Pick<Reader | Writer, "selectFrom">,
  healthOf: (id: ConnectionId) => DriverHealth | undefined,
): Promise<SecuredConnection[]> {
  const rows = await db
    .selectFrom("connection")
    .select(["id", "name", "settings", "is_enabled"])
    .orderBy("name")
    .execute();
  return rows
    .map((row) => ({
      id: row.id,
      name: row.name,
      settings: settingsOf(row),
      health: row.is_enabled === 1 ? healthOf(row.id) : undefined,
    }))
    .filter(({ settings }) => isSecured(settings));
}

/** The setting that binds a connection to one certificate; null = any that is trusted. */
export const pinOf = ({ settings }: SecuredConnection): string | null =>
  settings.driver === "opcua" ? (settings.security.trustedThumbprint ?? null) : null;

/** Its server shows this certificate, as far as it was met, or its settings bind it to it. */
export const usesCertificate = (connection: SecuredConnection, thumbprint: string): boolean =>
  connection.health?.serverCertificate?.thumbprint === thumbprint ||
  pinOf(connection) === thumbprint ||
  (connection.health?.cause === "untrusted_certificate" &&
    connection.health.detail?.includes(`certificate ${thumbprint}`) === true);
