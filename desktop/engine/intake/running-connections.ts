import { serialPortOf } from "#shared/connections/serial-port-of.ts";
import type { ConnectionId, TagId } from "#shared/kernel/id.ts";
import { Refusal } from "#shared/kernel/refusal.ts";
import type { LinkChange, LinkLossCause, Sample } from "#shared/machines/sample.ts";
import type {
  BrowseNode,
  Driver,
  DriverHealth,
  DriverSink,
  DriverTag,
  TestResult,
} from "../drivers/driver.ts";
import type { DriverParts } from "../drivers/open-driver.ts";
import type { IntakeConnection } from "./intake-protocol.ts";

interface RunningConnection {
  readonly driver: Driver;
  wanted: IntakeConnection;
}

/** Tags watched for a while beside the configured ones; their samples go to `take` and nowhere else. */
interface Watch {
  readonly tags: readonly DriverTag[];
  readonly ids: ReadonlySet<TagId>;
  readonly take: (samples: readonly Sample[]) => void;
  /** A driver of its own while the connection is switched off. */
  own: Driver | null;
}

/** How the intake opens drivers; tests pass their own. */
export type OpenDriver = (parts: Pick<DriverParts, "connection" | "tags">) => Driver;

/** The drivers of all enabled connections. Links change here as the rest of the intake sees them: never lost twice in a row. */
export class RunningConnections {
  readonly #open: OpenDriver;
  readonly #sinkOf: (connection: ConnectionId) => DriverSink;
  readonly #running = new Map<ConnectionId, RunningConnection>();
  readonly #links = new Map<ConnectionId, LinkChange>();
  readonly #watches = new Map<ConnectionId, Watch>();
  #wanted: readonly IntakeConnection[] = [];

  constructor(open: OpenDriver, sinkOf: (connection: ConnectionId) => DriverSink) {
    this.#open = open;
    this.#sinkOf = sinkOf;
  }

  /** Starts, stops, replaces and retags drivers until exactly the wanted ones run. `now`: UTC milliseconds. */
  async configure(wanted: readonly IntakeConnection[], now: () => number): Promise<void> {
    this.#wanted = wanted;
    const enabled = new Map(wanted.filter((one) => one.isEnabled).map((one) => [one.id, one]));
    for (const [id, { wanted: before }] of this.#running) {
      const next = enabled.get(id);
      if (next === undefined)
        await this.#end(id, now, "disabled", "the connection was switched off");
      else if (!isSameAccess(before, next))
        await this.#end(id, now, "starting", "the settings were changed");
    }
    for (const next of enabled.values()) {
      const running = this.#running.get(next.id);
      if (running === undefined) await this.#begin(next);
      else if (!isSameTags(running.wanted, next)) {
        running.wanted = next;
        await running.driver.retag(this.#allTags(next));
      }
    }
  }

  async #begin(wanted: IntakeConnection): Promise<void> {
    await this.#endOwn(wanted.id);
    const driver = this.#open({ connection: wanted, tags: this.#allTags(wanted) });
    this.#running.set(wanted.id, { driver, wanted });
    const sink = this.#sinkOf(wanted.id);
    await driver.start({
      samples: (batch) => this.#share(wanted.id, batch, sink),
      overflow: (lost) => sink.overflow(lost),
      backRead: (result) => sink.backRead(result),
      link: (change) => this.#told(change, sink),
    });
  }

  async #end(
    id: ConnectionId,
    now: () => number,
    cause: LinkLossCause,
    detail: string,
  ): Promise<void> {
    const running = this.#running.get(id);
    if (running === undefined) return;
    await running.driver.stop();
    this.#running.delete(id);
    this.#told({ connection: id, link: "lost", at: now(), cause, detail }, this.#sinkOf(id));
  }

  /** The connection runs on the serial port that these settings name. */
  holdsPortOf(id: ConnectionId, settings: IntakeConnection["settings"]): boolean {
    const port = serialPortOf(settings);
    const running = this.#running.get(id);
    return running !== undefined && port !== null && port === serialPortOf(running.wanted.settings);
  }

  /**
   * Tries settings with a driver of their own, which is closed again; the ones that run already through the running
   * driver. A serial port that the connection itself holds is taken from it for as long as the test lasts.
   */
  async test(
    id: ConnectionId | null,
    wanted: Pick<IntakeConnection, "settings" | "login">,
    now: () => number,
  ): Promise<TestResult> {
    const running = id === null ? undefined : this.#running.get(id);
    if (running && isSameAccess(running.wanted, { ...wanted, dial: running.wanted.dial }))
      return running.driver.test();
    const connection = { ...wanted, id: "test" as ConnectionId, silentSince: null };
    const test = () => this.#open({ connection, tags: [] }).test();
    if (running === undefined || !this.holdsPortOf(running.wanted.id, wanted.settings))
      return test();
    await this.#end(running.wanted.id, now, "starting", "other settings are tried on its port");
    try {
      return await test();
    } finally {
      await this.#begin(running.wanted);
    }
  }

  #told(change: LinkChange, sink: DriverSink): void {
    if (change.link === "lost" && this.#links.get(change.connection)?.link === "lost") return;
    this.#links.set(change.connection, change);
    sink.link(change);
  }

  /** Stops every driver; links that were live are told as lost with cause `engine_stopped`. */
  async stop(now: () => number): Promise<void> {
    await Promise.all([...this.#watches.keys()].map((id) => this.#endOwn(id)));
    await Promise.all(
      [...this.#running.keys()].map((id) =>
        this.#end(id, now, "engine_stopped", "the engine stopped"),
      ),
    );
  }

  /** The last change told of a connection; undefined before its first. */
  linkOf(id: ConnectionId): LinkChange | undefined {
    return this.#links.get(id);
  }

  health(): DriverHealth[] {
    return [...this.#running].map(([id, { driver }]) => {
      const health = driver.health();
      const watch = this.#watches.get(id);
      return watch === undefined
        ? health
        : { ...health, tags: health.tags.filter(({ tag }) => !watch.ids.has(tag)) };
    });
  }

  /**
   * Watches more tags of a connection, through its running driver or one of its own while it is switched off. A second
   * call replaces the first; no tags end it.
   */
  async watch(
    id: ConnectionId,
    tags: readonly DriverTag[],
    take: (samples: readonly Sample[]) => void,
  ): Promise<void> {
    const wanted = this.#wanted.find((one) => one.id === id);
    if (wanted === undefined) throw new Refusal("NOT_FOUND", { entity: "connection", id });
    await this.#endOwn(id);
    this.#watches.delete(id);
    const watch = { tags, ids: new Set(tags.map((tag) => tag.id)), take, own: null };
    if (tags.length > 0) this.#watches.set(id, watch);
    const running = this.#running.get(id);
    if (running !== undefined) await running.driver.retag(this.#allTags(running.wanted));
    else if (tags.length > 0) await this.#beginOwn(wanted, watch);
  }

  async #beginOwn(wanted: IntakeConnection, watch: Watch): Promise<void> {
    watch.own = this.#open({ connection: wanted, tags: watch.tags });
    await watch.own.start({
      samples: watch.take,
      overflow: () => undefined,
      link: () => undefined,
      backRead: () => undefined,
    });
  }

  async #endOwn(id: ConnectionId): Promise<void> {
    const watch = this.#watches.get(id);
    await watch?.own?.stop();
    if (watch !== undefined) watch.own = null;
  }

  #allTags(wanted: IntakeConnection): readonly DriverTag[] {
    return [...wanted.tags, ...(this.#watches.get(wanted.id)?.tags ?? [])];
  }

  #share(id: ConnectionId, batch: readonly Sample[], sink: DriverSink): void {
    const watch = this.#watches.get(id);
    if (watch === undefined) return sink.samples(batch);
    const { watched = [], configured = [] } = Object.groupBy(batch, ({ tag }) =>
      watch.ids.has(tag) ? "watched" : "configured",
    );
    if (watched.length > 0) watch.take(watched);
    if (configured.length > 0) sink.samples(configured);
  }

  /** Browses through the running driver, or through one of its own when the connection is switched off. */
  async browse(id: ConnectionId, address: string | null): Promise<readonly BrowseNode[]> {
    const running = this.#running.get(id);
    if (running !== undefined) return running.driver.browse(address);
    const wanted = this.#wanted.find((one) => one.id === id);
    if (wanted === undefined) throw new Refusal("NOT_FOUND", { entity: "connection", id });
    const driver = this.#open({ connection: wanted, tags: [] });
    try {
      return await driver.browse(address);
    } finally {
      await driver.stop();
    }
  }
}

type Access = Pick<IntakeConnection, "settings" | "login"> & { readonly dial?: number | undefined };

const isSameAccess = (a: Access, b: Access): boolean =>
  JSON.stringify([a.settings, a.login, a.dial ?? 0]) ===
  JSON.stringify([b.settings, b.login, b.dial ?? 0]);

const isSameTags = (a: IntakeConnection, b: IntakeConnection): boolean =>
  JSON.stringify(a.tags) === JSON.stringify(b.tags);
