import type { ConnectionSettings } from "#shared/connections/connection-settings.ts";
import type { ConnectionId } from "#shared/kernel/id.ts";
import type { BrowseNode, DriverHealth, TestResult } from "../../drivers/driver.ts";

/** What the set-up screens need of the running connections; the intake implements it. */
export interface ConnectionPort {
  health(id: ConnectionId): DriverHealth | undefined;
  browse(id: ConnectionId, address: string | null): Promise<readonly BrowseNode[]>;
  /** Tries settings with a connection of their own, which is closed again. */
  test(settings: ConnectionSettings): Promise<TestResult>;
}
