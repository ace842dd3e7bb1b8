import type { AlertRow } from "#shared/alerts/alerts.contract.ts";
import type { LiveRows } from "../../live/live-rows.ts";
import type { ReaderThreads } from "../../readers/reader-threads.ts";
import type { Vault } from "../../vault/vault.ts";

/** What stands under the bell. */
export interface BellEvent {
  now: number;
  /** Alerts that nobody has taken note of. */
  unseen: number;
  /** Alerts that stand now. */
  raised: number;
  rows: AlertRow[];
}

/** What the operations on alerts and calls work with. */
export interface AlertParts {
  readonly vault: Vault;
  readonly readers: ReaderThreads;
  readonly bell: LiveRows<BellEvent>;
  /** Alerts were raised, cleared or seen, or deliveries wait: committed. */
  readonly changed: () => void;
}
