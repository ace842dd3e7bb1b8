import type { OPCUAClient } from "node-opcua";
import type { OpcuaSettings } from "#shared/connections/opcua-settings.ts";
import type { ConnectionId } from "#shared/kernel/id.ts";
import { Refusal } from "#shared/kernel/refusal.ts";
import type {
  BrowseNode,
  Driver,
  DriverClock,
  DriverHealth,
  DriverLog,
  DriverSink,
  DriverTag,
  TestResult,
} from "../driver.ts";
import { LinkReporter } from "../link-reporter.ts";
import { browseNodes } from "./browse-nodes.ts";
import { ClockWatch } from "./clock-watch.ts";
import { HeldSession } from "./held-session.ts";
import type { SessionContext, SessionEnd } from "./held-session.ts";
import { closeChannel, explainAccess, openChannel, openSession } from "./open-session.ts";
import type { ServerAccess } from "./open-session.ts";
import { retryDelay, timingFor } from "./opcua-timing.ts";
import type { OpcuaTiming } from "./opcua-timing.ts";
import { readCertificate } from "./read-certificate.ts";
import { TagItems } from "./tag-items.ts";
import { pause } from "./time-limit.ts";
import { tryServer } from "./try-server.ts";

export interface OpcuaDriverOptions {
  readonly connection: {
    readonly id: ConnectionId;
    readonly settings: OpcuaSettings;
    readonly login: ServerAccess["login"];
    /** Since when nothing of it was read before this start; null or absent = nothing is missing. UTC milliseconds. */
    readonly silentSince?: number | null;
  };
  readonly tags: readonly DriverTag[];
  readonly pkiFolder: string;
  readonly clock: DriverClock;
  readonly log: DriverLog;
  readonly timing?: Partial<OpcuaTiming>;
}

/** What one attempt left behind: how long to wait, and a session that the next channel may take over. */
interface AttemptResult {
  readonly waitMs: number | null;
  readonly resumable: HeldSession | null;
}

/** Reads one OPC UA server. See drivers/README.md for its life: attempt, session, cut or silence, next attempt. */
export class OpcuaDriver implements Driver {
  readonly #options: OpcuaDriverOptions;
  readonly #access: ServerAccess;
  readonly #items = new TagItems();
  readonly #clockWatch: ClockWatch;
  readonly #stop = new AbortController();
  #tags: readonly DriverTag[];
  #reporter: LinkReporter;
  #sink: DriverSink | null = null;
  #running: Promise<void> = Promise.resolve();
  #current: HeldSession | null = null;
  #lastHeardAt: number | null = null;
  #lastDataAt: number | null = null;
  #timesLive = 0;
  #serverCertificate: DriverHealth["serverCertificate"] = null;
  #counters = { values: 0, lost: 0, errors: 0 };

  constructor(options: OpcuaDriverOptions) {
    const { connection, clock, pkiFolder, tags } = options;
    this.#options = options;
    this.#tags = tags;
    this.#clockWatch = new ClockWatch(clock, options.log);
    this.#access = {
      settings: connection.settings,
      login: connection.login,
      pkiFolder,
      now: () => clock.now(),
      met: (certificate) => {
        const { thumbprint, validTo } = readCertificate(certificate, clock.now());
        this.#serverCertificate = { thumbprint, validTo };
      },
      sessionName: `Unison ${connection.id}`,
      timing: timingFor(connection.settings, options.timing),
    };
    this.#reporter = new LinkReporter(connection.id, clock.now(), (change) =>
      this.#sink?.link(change),
    );
    this.#items.want(tags);
  }

  /** Begins connecting and returns at once; success or failure arrives as a link change. */
  async start(sink: DriverSink): Promise<void> {
    this.#sink = sink;
    this.#running = this.#keepConnected();
  }

  /** Closes the session on the server too, so that it frees its place there. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#running;
    this.#sink = null;
  }

  async #keepConnected(): Promise<void> {
    const { signal } = this.#stop;
    let failures = 0;
    let resumable: HeldSession | null = null;
    while (!signal.aborted) {
      const liveBefore = this.#timesLive;
      const begun = this.#options.clock.monotonic();
      const result: AttemptResult = await this.#attempt(resumable);
      resumable = result.resumable;
      failures = this.#timesLive > liveBefore ? 1 : failures + 1;
      const tookMs = this.#options.clock.monotonic() - begun;
      const waitMs = result.waitMs ?? retryDelay(failures, tookMs, this.#access.timing);
      await pause(waitMs, signal);
    }
  }

  async #attempt(resumable: HeldSession | null): Promise<AttemptResult> {
    const { signal } = this.#stop;
    let client: OPCUAClient | null = null;
    let held: HeldSession | null = null;
    let end: SessionEnd | null = null;
    try {
      client = await openChannel(this.#access, signal);
      const isResumed = resumable !== null && (await resumable.moveTo(client));
      held = isResumed && resumable ? resumable : await HeldSession.open(client, this.#context());
      resumable = null;
      this.#current = held;
      end = await held.deliver(client, isResumed, signal);
      this.#lastHeardAt = held.lastHeardAt;
      this.#lose(end, held.lastHeardAt);
      return { waitMs: null, resumable: end.kind === "cut" ? held : null };
    } catch (error) {
      const failure = explainAccess(error, this.#access);
      this.#counters.errors += 1;
      if (!signal.aborted) this.#reporter.lost(this.#lastGoodAt(), failure.reason, failure.message);
      this.#options.log.debug(
        { connection: this.#options.connection.id, cause: failure.reason },
        failure.message,
      );
      return {
        waitMs: failure.asksSlowly ? this.#access.timing.refusedRetryMs : null,
        resumable,
      };
    } finally {
      this.#current = null;
      if (client)
        await closeChannel(
          client,
          end?.kind === "cut" ? null : (held?.session ?? null),
          this.#access.timing.closeLimitMs,
        );
    }
  }

  #lose(end: SessionEnd, lastHeardAt: number): void {
    switch (end.kind) {
      case "cut": {
        // A request that ran out of time closes the channel, at about the time at which the watchdog speaks: that is silence.
        const quietMs = this.#options.clock.now() - lastHeardAt;
        const cause = quietMs >= 0.9 * this.#access.timing.silentMs ? "silent" : "unreachable";
        return this.#reporter.lost(lastHeardAt, cause, end.detail);
      }
      case "gone":
        return this.#reporter.lost(lastHeardAt, "server_restarted", end.detail);
      case "given_up":
        return this.#reporter.lost(
          lastHeardAt,
          "silent",
          "the server is connected but sends nothing",
        );
      case "stopped":
        return;
      default:
        end satisfies never;
    }
  }

  #context(): SessionContext {
    const { clock, log } = this.#options;
    const reporter = this.#reporter;
    return {
      access: this.#access,
      items: this.#items,
      clockWatch: this.#clockWatch,
      clock,
      log,
      output: {
        get isLive() {
          return reporter.isLive;
        },
        live: () => {
          this.#timesLive += 1;
          reporter.live(clock.now());
        },
        silent: (lastHeardAt) =>
          reporter.lost(lastHeardAt, "silent", "the server is connected but sends nothing"),
        nodesMissing: (lastHeardAt) =>
          reporter.lost(
            this.#lastHeardAt ?? lastHeardAt,
            "nodes_missing",
            "the server answers, and has not one of the nodes of this connection",
          ),
        samples: (batch) => {
          if (batch[0]?.isBackRead !== true) this.#lastDataAt = clock.now();
          this.#counters.values += batch.length;
          this.#sink?.samples(batch);
        },
        overflow: (lost) => this.#sink?.overflow(lost),
        backRead: (result) =>
          this.#sink?.backRead({ ...result, connection: this.#options.connection.id }),
        missed: (notifications) => {
          this.#counters.lost += notifications;
        },
        failed: () => {
          this.#counters.errors += 1;
        },
      },
      gapSince: () => this.#gapSince(),
    };
  }

  /** In an outage its begin; at the first start the one before it, if there is any. */
  #gapSince(): number | null {
    if (this.#timesLive > 0) return this.#reporter.isLive ? null : this.#reporter.condition.since;
    return this.#options.connection.silentSince ?? null;
  }

  /** The last instant anything was heard; before the first time, the start. */
  #lastGoodAt(): number {
    return this.#lastHeardAt ?? this.#reporter.condition.since;
  }

  health(): DriverHealth {
    const { link, since, cause, detail } = this.#reporter.condition;
    return {
      connection: this.#options.connection.id,
      link,
      since,
      cause,
      detail,
      clockOffsetMs: this.#clockWatch.offsetMs,
      lastDataAt: this.#lastDataAt,
      reconnects: Math.max(0, this.#timesLive - 1),
      counters: { ...this.#counters },
      serverCertificate: this.#serverCertificate ?? null,
      tags: this.#items.health(),
    };
  }

  async retag(tags: readonly DriverTag[]): Promise<void> {
    const before = new Map(this.#tags.map((tag) => [tag.id, tag]));
    this.#tags = tags;
    this.#items.want(tags);
    await this.#current?.reconcile(
      tags.filter((tag) => before.get(tag.id) !== tag).map((tag) => tag.id),
    );
  }

  /** Throws Refusal UNREACHABLE when the server cannot be asked. Uses the running session, else one of its own. */
  async browse(address: string | null): Promise<readonly BrowseNode[]> {
    const { settings, timing } = this.#access;
    try {
      if (this.#current && this.#reporter.isLive)
        return await browseNodes(this.#current.session, address, settings.profile);
      const client = await openChannel(this.#access, this.#stop.signal);
      const session = await openSession(client, this.#access).catch(async (error: unknown) => {
        await closeChannel(client, null, timing.closeLimitMs);
        throw error;
      });
      try {
        return await browseNodes(session, address, settings.profile);
      } finally {
        await closeChannel(client, session, timing.closeLimitMs);
      }
    } catch (error) {
      const failure = explainAccess(error, this.#access);
      throw new Refusal("UNREACHABLE", {
        what: settings.endpoint,
        reason: failure.message,
        ...(failure.hint ? { hint: failure.hint } : {}),
      });
    }
  }

  test(): Promise<TestResult> {
    const access = { ...this.#access, sessionName: `${this.#access.sessionName} test` };
    return tryServer(access, () => this.#options.clock.now());
  }
}
