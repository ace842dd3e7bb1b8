import type { SerialSettings } from "#shared/connections/serial-settings.ts";
import { charactersOfBytes } from "#shared/connections/serial/control-characters.ts";
import type { ConnectionId } from "#shared/kernel/id.ts";
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
import { pause } from "../opcua/time-limit.ts";
import { browseFields } from "./browse-fields.ts";
import { lineName, lineTroubleOf, openCharacterLine } from "./character-line.ts";
import type { LineTrouble } from "./line-trouble.ts";
import { LineConversation } from "./line-conversation.ts";
import { judgeLine, silenceLimitMs } from "./line-verdict.ts";
import { lineTroubleText } from "./line-trouble-text.ts";
import { TagSamples } from "./tag-samples.ts";
import type { Heard } from "./telegram-intake.ts";
import { listenOnce, tryLine } from "./try-line.ts";

export interface SerialDriverOptions {
  readonly connection: { readonly id: ConnectionId; readonly settings: SerialSettings };
  readonly tags: readonly DriverTag[];
  readonly clock: DriverClock;
  readonly log: DriverLog;
}

const watchMs = 200;
const firstRetryMs = 250;
const longestRetryMs = 2_000;
/** A line that is open and not understood for so long is closed and opened again: adapters get stuck. */
const reopenAfterMs = 30_000;

/** A device that speaks in telegrams of characters, over a serial port or a serial device server. */
export class SerialDriver implements Driver {
  readonly #options: SerialDriverOptions;
  readonly #reporter: LinkReporter;
  readonly #samples: TagSamples;
  #sink: DriverSink | null = null;
  #abort = new AbortController();
  #running: Promise<void> = Promise.resolve();
  #conversation: LineConversation | null = null;
  readonly #observers = new Set<(heard: Heard) => void>();
  #lastDataAt: number | null = null;
  #timesLive = 0;
  #values = 0;
  #lost = 0;
  #errors = 0;

  constructor(options: SerialDriverOptions) {
    this.#options = options;
    this.#samples = new TagSamples(options.tags);
    this.#reporter = new LinkReporter(options.connection.id, options.clock.now(), (change) =>
      this.#sink?.link(change),
    );
  }

  async start(sink: DriverSink): Promise<void> {
    this.#sink = sink;
    this.#abort = new AbortController();
    this.#running = this.#run(this.#abort.signal);
  }

  async stop(): Promise<void> {
    this.#sink = null;
    this.#abort.abort();
    await this.#running;
  }

  async retag(tags: readonly DriverTag[]): Promise<void> {
    this.#samples.retag(tags);
  }

  health(): DriverHealth {
    const { link, since, cause, detail } = this.#reporter.condition;
    const { telegram } = this.#options.connection.settings;
    const everyMs = telegram.exchange.type === "poll" ? telegram.exchange.everyMs : null;
    return {
      connection: this.#options.connection.id,
      link,
      since,
      cause,
      detail,
      clockOffsetMs: null,
      lastDataAt: this.#lastDataAt,
      reconnects: Math.max(0, this.#timesLive - 1),
      counters: { values: this.#values, lost: this.#lost, errors: this.#errors },
      tags: this.#samples.health(everyMs),
    };
  }

  /** The fields of the newest telegram and the newest telegrams themselves. Opens the line where nothing runs. */
  async browse(address: string | null): Promise<readonly BrowseNode[]> {
    if (address !== null) return [];
    const running = this.#conversation;
    if (running === null) {
      if (this.#sink !== null)
        throw new Error(this.#reporter.condition.detail ?? "the line is not open");
      return browseFields(await listenOnce(this.#options));
    }
    return browseFields({
      fields: this.#samples.fields,
      recent: running.intake.recent,
      newest: charactersOfBytes(running.intake.newestBytes),
      receivedAt: this.#lastDataAt,
    });
  }

  /** While it runs, the open line is watched: a port can be open only once. */
  test(): Promise<TestResult> {
    const running = this.#conversation;
    return tryLine(
      this.#options,
      running && {
        intake: running.intake,
        observe: (observer) => {
          this.#observers.add(observer);
          return () => this.#observers.delete(observer);
        },
      },
    );
  }

  async #run(signal: AbortSignal): Promise<void> {
    let retryMs = firstRetryMs;
    while (!signal.aborted) {
      const trouble = await this.#converse(signal, () => (retryMs = firstRetryMs));
      if (signal.aborted) return;
      if (trouble !== null) this.#tellLost(trouble);
      await pause(retryMs, signal);
      retryMs = Math.min(longestRetryMs, retryMs * 2);
    }
  }

  /** One opening of the line; ends when the line does. null = we closed it to open it anew. */
  async #converse(signal: AbortSignal, opened: () => void): Promise<LineTrouble | null> {
    const { settings } = this.#options.connection;
    const { promise: ended, resolve: end } = Promise.withResolvers<LineTrouble | null>();
    let conversation: LineConversation;
    try {
      conversation = await LineConversation.begin({
        telegram: settings.telegram,
        monotonic: () => this.#options.clock.monotonic(),
        open: (listener) => openCharacterLine(settings.transport, listener, signal),
        listener: {
          heard: (heard) => this.#heard(heard),
          timedOut: () => (this.#errors += 1),
          ended: end,
        },
      });
    } catch (error) {
      return lineTroubleOf(error);
    }
    opened();
    this.#conversation = conversation;
    this.#options.log.info({ line: lineName(settings.transport) }, "the line is open");
    const stop = () => end(null);
    signal.addEventListener("abort", stop, { once: true });
    const watch = this.#watch(conversation, stop);
    if (signal.aborted) stop();
    const trouble = await ended;
    clearInterval(watch);
    signal.removeEventListener("abort", stop);
    this.#conversation = null;
    await conversation.close();
    return trouble;
  }

  /** Judges the line again and again; a look that comes late waits for what has arrived meanwhile to be read. */
  #watch(conversation: LineConversation, reopen: () => void): NodeJS.Timeout {
    const { clock, connection } = this.#options;
    const { telegram } = connection.settings;
    const limit = silenceLimitMs(telegram);
    let lookedAt = clock.monotonic();
    let troubledAt: number | null = null;
    let nudgedAt = lookedAt;
    const look = (): void => {
      const now = clock.monotonic();
      const isLate = now - lookedAt > 5 * watchMs;
      lookedAt = now;
      if (isLate || this.#sink === null) return;
      const verdict = judgeLine(conversation.record, telegram, now);
      switch (verdict) {
        case "waiting":
          return;
        case "good":
          troubledAt = null;
          return this.#tellLive();
        case "silent":
        case "bad_frames": {
          troubledAt ??= now;
          this.#tellLost(lineTroubleText(verdict, telegram, conversation.intake));
          // Where quiet is normal a new opening would look live again without a word.
          if (limit !== null && now - troubledAt > reopenAfterMs) return reopen();
          if (now - nudgedAt > (limit ?? reopenAfterMs)) {
            nudgedAt = now;
            conversation.nudge();
          }
          return;
        }
        default:
          verdict satisfies never;
      }
    };
    look();
    return setInterval(look, watchMs);
  }

  #heard(heard: Heard): void {
    for (const observer of this.#observers) observer(heard);
    const now = this.#options.clock.now();
    if (heard.kind === "dropped") {
      this.#lost += 1;
      this.#errors += 1;
      return;
    }
    if (heard.kind === "repeat") {
      this.#lastDataAt = now;
      return;
    }
    const { reading } = heard;
    if (reading.kind === "misfit") this.#errors += 1;
    if (reading.kind === "misfit" || reading.kind === "aside") return;
    if (reading.kind === "device_error") {
      this.#errors += 1;
      if (this.#samples.deviceError !== reading.reason)
        this.#options.log.warn({ reason: reading.reason }, "the device has no value");
    }
    this.#tellLive();
    this.#lastDataAt = now;
    const samples = this.#samples.of(reading, charactersOfBytes(heard.raw), now);
    this.#values += samples.length;
    if (samples.length > 0) this.#sink?.samples(samples);
  }

  #tellLive(): void {
    if (this.#reporter.isLive || this.#sink === null) return;
    this.#timesLive += 1;
    this.#samples.startAnew();
    this.#reporter.live(this.#options.clock.now());
  }

  #tellLost({ cause, detail, hint }: LineTrouble): void {
    const { condition, isLive } = this.#reporter;
    if (isLive || condition.cause !== cause)
      this.#options.log.warn({ cause, hint }, `the line is lost: ${detail}`);
    const goodAt = isLive ? this.#goodAt() : condition.since;
    this.#reporter.lost(Math.max(goodAt, condition.since), cause, `${detail}; ${hint}`);
  }

  /** Where quiet is normal an open line was good up to now, else up to its last telegram. */
  #goodAt(): number {
    const { clock, connection } = this.#options;
    if (silenceLimitMs(connection.settings.telegram) === null) return clock.now();
    return this.#lastDataAt ?? this.#reporter.condition.since;
  }
}
