import type { OpenCalls } from "#shared/andon/andon.contract.ts";
import type { PlantDatabase } from "./database/open-database.ts";
import { DeliveryWorker } from "./deliveries/delivery-worker.ts";
import type { Identity } from "./identity.ts";
import type { Board } from "./live/board.ts";
import { LiveRows } from "./live/live-rows.ts";
import type { EngineLog } from "./log/engine-log.ts";
import type { BellEvent } from "./modules/alerts/alert-parts.ts";
import { AlertWatch } from "./modules/alerts/alert-watch.ts";
import { readBell } from "./modules/alerts/bell.ts";
import { SignalNotices } from "./modules/alerts/signal-notices.ts";
import { AndonEscalation } from "./modules/andon/andon-escalation.ts";
import { readOpenCalls } from "./modules/andon/open-calls.ts";
import type { Vault } from "./vault/vault.ts";

interface PlantAlertParts {
  readonly database: PlantDatabase;
  readonly identity: Identity;
  readonly log: EngineLog;
  readonly vault: Vault;
  readonly board: () => Board;
}

/** Calls and alerts as the main thread keeps them: who watches them, what raises them, and what goes out. */
export class PlantAlerts {
  readonly bell: LiveRows<BellEvent>;
  readonly openCalls: LiveRows<OpenCalls>;
  readonly notices: SignalNotices;
  readonly vault: Vault;
  readonly #deliveries: DeliveryWorker;
  readonly #watch: AlertWatch;
  readonly #escalation: AndonEscalation;

  constructor({ database, identity, log, vault, board }: PlantAlertParts) {
    const unread = (error: unknown) => log.error({ err: error }, "a list could not be read");
    this.vault = vault;
    this.bell = new LiveRows(() => readBell(database.reader, identity.now()), unread);
    this.openCalls = new LiveRows(() => readOpenCalls(database.reader, identity.now()), unread);
    const changed = () => this.bell.changed();
    const steady = () => performance.now();
    this.#deliveries = new DeliveryWorker({ database, identity, vault, log, changed });
    this.notices = new SignalNotices(database, identity, this.alertsChanged);
    this.#watch = new AlertWatch({
      database,
      identity,
      log,
      steady,
      tiles: () => board().tiles(),
      takeSuspects: () => this.notices.takeSuspects(),
      changed: this.alertsChanged,
    });
    const escalated = this.callsChanged;
    this.#escalation = new AndonEscalation({ database, identity, log, steady, changed: escalated });
  }

  /** Alerts were raised, cleared or seen, or deliveries wait: committed. */
  readonly alertsChanged = (): void => {
    this.bell.changed();
    this.#deliveries.wake();
  };

  /** A call was opened, answered or told further: committed. */
  readonly callsChanged = (): void => {
    this.openCalls.changed();
    this.alertsChanged();
  };

  async start(): Promise<void> {
    await this.#deliveries.start();
    this.#escalation.start();
    this.#watch.start();
  }

  async stop(): Promise<void> {
    await this.#watch.stop();
    await this.#escalation.stop();
    await this.#deliveries.stop();
  }
}
