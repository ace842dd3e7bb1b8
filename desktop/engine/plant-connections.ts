import { join } from "node:path";
import type { ConnectionId, TagId } from "#shared/kernel/id.ts";
import type { PlantDatabase } from "./database/open-database.ts";
import { readCertificate } from "./drivers/opcua/read-certificate.ts";
import { readOwnKeyPair } from "./drivers/opcua/own-certificate.ts";
import type { Identity } from "./identity.ts";
import type { Intake } from "./intake/intake.ts";
import type { ConfigurationParts } from "./intake/read-configuration.ts";
import type { EngineLog } from "./log/engine-log.ts";
import { ConnectionLog } from "./modules/connections/connection-log.ts";
import type { ConnectionPort } from "./modules/connections/connection-port.ts";
import { ConnectionWatch } from "./modules/connections/connection-watch.ts";
import type { CapturedBatch } from "./pipeline/captured-batch.ts";
import { KeyFile } from "./vault/key-file.ts";
import { Vault } from "./vault/vault.ts";

const lookEveryMs = 1_000;
/** The end of our certificate is read from its file at most this often. */
const certificateKnownMs = 10_000;

interface ConnectionsOf {
  readonly folder: string;
  readonly database: PlantDatabase;
  readonly identity: Identity;
  readonly log: EngineLog;
  readonly intake: () => Intake;
}

/** The connections of the plant as the main thread keeps them: secrets, log, rates, and the way to the intake. */
export class PlantConnections {
  readonly pkiFolder: string;
  readonly vault: Vault;
  readonly log: ConnectionLog;
  readonly port: ConnectionPort;
  readonly #parts: ConnectionsOf;
  readonly #watch: ConnectionWatch;
  readonly #dials = new Map<ConnectionId, number>();
  /** Connections whose secret does not open, said once each until it does. */
  readonly #lacking = new Set<ConnectionId>();
  readonly #ids: () => readonly ConnectionId[];
  #timer: NodeJS.Timeout | undefined;
  #own: { readonly validTo: number | null; readonly readAt: number } | null = null;

  constructor(parts: ConnectionsOf) {
    const { folder, database, identity, log } = parts;
    this.#parts = parts;
    this.pkiFolder = join(folder, "pki");
    this.vault = new Vault(new KeyFile(folder));
    this.log = new ConnectionLog(database, log);
    const codes = database.raw
      .prepare<[TagId], string>("select code from tag where id = ?")
      .pluck();
    const ids = database.raw.prepare<[], ConnectionId>("select id from connection").pluck();
    this.#ids = () => ids.all() as ConnectionId[];
    this.#watch = new ConnectionWatch({
      log: this.log,
      codeOf: (tag) => codes.get(tag) as string | undefined,
      now: () => identity.now(),
      monotonic: () => performance.now(),
    });
    this.port = {
      health: (id) => parts.intake().health(id),
      valuesPerSecond: (id) => this.#watch.valuesPerSecond(id),
      browse: (id, address) => parts.intake().browse(id, address),
      test: (question) => parts.intake().test(question),
      discover: (endpoint) => parts.intake().discover(endpoint),
      redial: (ids) => this.#redial(ids),
      ownCertificateValidTo: () => this.#ownCertificateValidTo(),
    };
  }

  /** What reading the configuration needs of the connections. */
  configurationParts(): Pick<ConfigurationParts, "vault" | "dialOf" | "lacksSecret"> {
    const before = new Set(this.#lacking);
    this.#lacking.clear();
    return {
      vault: this.vault,
      dialOf: (id) => this.#dials.get(id) ?? 0,
      lacksSecret: (connection) => {
        this.#lacking.add(connection);
        if (before.has(connection)) return;
        const at = this.#parts.identity.now();
        this.log.note({ connection, at, level: "warn", event: "secret_unreadable", detail: "" });
      },
    };
  }

  /** Begins to look at the running connections. */
  start(): void {
    this.#timer = setInterval(() => {
      const { intake } = this.#parts;
      this.#watch.look(this.#ids().flatMap((id) => intake().health(id) ?? []));
    }, lookEveryMs);
  }

  /** Notes what a stored batch says of the links. */
  stored({ links, overflows }: Pick<CapturedBatch, "links" | "overflows">): void {
    this.log.links(links);
    this.log.overflows(overflows);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.log.stop();
  }

  #redial(ids: readonly ConnectionId[]): void {
    this.#own = null;
    if (ids.length === 0) return;
    for (const id of ids) this.#dials.set(id, (this.#dials.get(id) ?? 0) + 1);
    this.#parts.intake().reconfigure();
  }

  #ownCertificateValidTo(): number | null {
    const now = this.#parts.identity.now();
    if (this.#own === null || now - this.#own.readAt > certificateKnownMs || now < this.#own.readAt)
      this.#own = { validTo: endOfOwnCertificate(this.pkiFolder), readAt: now };
    return this.#own.validTo;
  }
}

function endOfOwnCertificate(pkiFolder: string): number | null {
  try {
    return readCertificate(readOwnKeyPair(pkiFolder).certificate, 0).validTo;
  } catch {
    // There is none before the first secure connection.
    return null;
  }
}
