import type { ConnectionSettings } from "#shared/connections/connection-settings.ts";
import type { ConnectionId } from "#shared/kernel/id.ts";
import type { BrowseNode, DriverHealth, TestResult } from "../../drivers/driver.ts";
import type { ConnectionLogin } from "../../drivers/open-driver.ts";
import type { OfferedEndpoint } from "../../drivers/opcua/discover-endpoints.ts";

/** What the set-up screens need of the running connections; the intake implements it. */
export interface ConnectionPort {
  health(id: ConnectionId): DriverHealth | undefined;
  /** Over the last few seconds; null = nothing runs, or not long enough. */
  valuesPerSecond(id: ConnectionId): number | null;
  browse(id: ConnectionId, address: string | null): Promise<readonly BrowseNode[]>;
  /** Tries settings; changes nothing. `connection`: whose settings they are to become, null = a new one's. */
  test(parts: {
    readonly connection: ConnectionId | null;
    readonly settings: ConnectionSettings;
    readonly login: ConnectionLogin | null;
  }): Promise<TestResult>;
  discover(endpoint: string): Promise<readonly OfferedEndpoint[]>;
  /** Ends these connections and starts them anew at once: a certificate they rest on has changed. */
  redial(ids: readonly ConnectionId[]): void;
  /** End of our own certificate, UTC milliseconds; null = there is none yet. */
  ownCertificateValidTo(): number | null;
}
