import { setTimeout as pause } from "node:timers/promises";
import type { ModbusSettings } from "#shared/connections/modbus-settings.ts";
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
import { browseRegisters } from "./browse-registers.ts";
import { LineReader } from "./line-reader.ts";
import type { ReaderOutput } from "./line-reader.ts";
import type { ModbusLine } from "./modbus-line.ts";
import { defaultTiming, retryDelay } from "./modbus-timing.ts";
import type { ModbusTiming } from "./modbus-timing.ts";
import { OpenFailure } from "./open-failure.ts";
import { lineName, openLine } from "./open-line.ts";
import type { LineAccess } from "./open-line.ts";
import { ReadFailure } from "./read-failure.ts";
import { tryLine } from "./try-line.ts";

export interface ModbusDriverOptions {
  readonly connection: { readonly id: ConnectionId; readonly settings: ModbusSettings };
  readonly tags: readonly DriverTag[];
  readonly clock: DriverClock;
  readonly log: DriverLog;
  readonly timing?: Partial<ModbusTiming>;
}

/** Reads one Modbus line or gateway: opens it, reads round and round, and opens it anew when it is gone or mute. */
export class ModbusDriver implements Driver {
  readonly #options: ModbusDriverOptions;
  readonly #access: LineAccess;
  readonly #reader: LineReader;
  readonly #reporter: LinkReporter;
  readonly #stop = new AbortController();
  #tags: readonly DriverTag[];
  #sink: DriverSink | null = null;
  #running: Promise<void> = Promise.resolve();
  #line: ModbusLine | null = null;
  #lastHeardAt: number | null = null;
  #timesLive = 0;
  #values = 0;
  /** Of lines that are closed. */
  #errors = 0;

  constructor(options: ModbusDriverOptions) {
    const { connection, clock, tags } = options;
    this.#options = options;
    this.#tags = tags;
    const timing = { ...defaultTiming, ...options.timing };
    this.#access = { settings: connection.settings, timing, clock };
    this.#reporter = new LinkReporter(connection.id, clock.now(), (change) =>
      this.#sink?.link(change),
    );
    this.#reader = new LineReader(this.#access, tags, this.#output());
  }

  /** Begins to connect and returns at once; success or failure arrives as a link change. */
  async start(sink: DriverSink): Promise<void> {
    this.#sink = sink;
    this.#running = this.#keepReading();
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#line?.close();
    await this.#running;
    this.#sink = null;
  }

  async #keepReading(): Promise<void> {
    const { signal } = this.#stop;
    let failures = 0;
    while (!signal.aborted) {
      const liveBefore = this.#timesLive;
      await this.#attempt(signal);
      failures = this.#timesLive > liveBefore ? 1 : failures + 1;
      const waitMs = retryDelay(failures, this.#access.timing);
      await pause(waitMs, undefined, { signal }).catch(() => undefined);
    }
  }

  async #attempt(signal: AbortSignal): Promise<void> {
    const { log, connection } = this.#options;
    let line: ModbusLine | null = null;
    try {
      line = await openLine(this.#access, signal);
      this.#line = line;
      const end = await this.#reader.run(line, signal);
      const isTcp = connection.settings.transport.type === "tcp";
      if (end === "gone" && !signal.aborted)
        this.#lose(isTcp ? "unreachable" : "port_missing", String(line.gone.reason));
    } catch (error) {
      // A mistake of our own must not end the other connections: it is told like any other trouble.
      const cause = error instanceof OpenFailure ? error.reason : "refused";
      const detail = error instanceof Error ? error.message : String(error);
      if (!signal.aborted) this.#lose(cause, detail);
      log.debug({ connection: connection.id, cause, error }, detail);
    } finally {
      this.#line = null;
      this.#errors += line?.errors ?? 0;
      await line?.close();
    }
  }

  #output(): ReaderOutput {
    const reporter = this.#reporter;
    return {
      get isLive() {
        return reporter.isLive;
      },
      heard: (at) => {
        this.#lastHeardAt = at;
        if (reporter.isLive) return;
        this.#timesLive += 1;
        reporter.live(at);
      },
      lost: (cause, detail) => {
        if (!this.#stop.signal.aborted) this.#lose(cause, detail);
      },
      samples: (batch) => {
        this.#values += batch.length;
        this.#sink?.samples(batch);
      },
    };
  }

  /** Since the last instant anything was heard; before the first time, since the start. */
  #lose(...[cause, detail]: Parameters<ReaderOutput["lost"]>): void {
    this.#reader.forget();
    this.#reporter.lost(this.#lastHeardAt ?? this.#reporter.condition.since, cause, detail);
  }

  health(): DriverHealth {
    const { link, since, cause, detail } = this.#reporter.condition;
    return {
      connection: this.#options.connection.id,
      link,
      since,
      cause,
      detail,
      clockOffsetMs: null,
      lastDataAt: this.#lastHeardAt,
      reconnects: Math.max(0, this.#timesLive - 1),
      counters: {
        values: this.#values,
        lost: 0,
        errors: this.#errors + (this.#line?.errors ?? 0),
      },
      tags: this.#reader.health(this.#tags),
    };
  }

  async retag(tags: readonly DriverTag[]): Promise<void> {
    this.#tags = tags;
    this.#reader.want(tags);
  }

  /** Throws Refusal UNREACHABLE when the unit cannot be asked, INVALID for an address that is no place. */
  async browse(address: string | null): Promise<readonly BrowseNode[]> {
    const units = this.#reader.units;
    try {
      return await this.#withLine((line) => browseRegisters(line, address, units));
    } catch (error) {
      if (!(error instanceof OpenFailure || error instanceof ReadFailure)) throw error;
      const hint = error instanceof OpenFailure ? error.hint : null;
      throw new Refusal("UNREACHABLE", {
        what: lineName(this.#access.settings),
        reason: error.message,
        ...(hint === null ? {} : { hint }),
      });
    }
  }

  test(): Promise<TestResult> {
    return tryLine(this.#access, this.#tags, (use) => this.#withLine(use));
  }

  /** The line that is being read, between two of its requests; else one opened for this alone. */
  async #withLine<T>(use: (line: ModbusLine) => Promise<T>): Promise<T> {
    if (this.#line !== null) return use(this.#line);
    const line = await openLine(this.#access, this.#stop.signal);
    try {
      return await use(line);
    } finally {
      await line.close();
    }
  }
}
