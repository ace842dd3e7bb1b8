import type { LiveValues } from "../../live/live-values.ts";
import type { PlantChanges } from "../../plant-changes.ts";
import type { Vault } from "../../vault/vault.ts";
import type { ConnectionLog } from "./connection-log.ts";
import type { ConnectionPort } from "./connection-port.ts";

/** What the operations on connections and certificates work with. */
export interface ConnectionParts {
  readonly changes: PlantChanges;
  readonly port: ConnectionPort;
  readonly live: LiveValues;
  readonly vault: Vault;
  readonly log: ConnectionLog;
  /** Certificates of ours and of servers. */
  readonly pkiFolder: string;
}
