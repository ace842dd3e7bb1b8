import type { SimulatedSettings } from "#shared/connections/connection-settings.ts";
import type { ConnectionId } from "#shared/kernel/id.ts";
import type { Sample, TagValue } from "#shared/machines/sample.ts";
import type {
  BrowseNode,
  Driver,
  DriverClock,
  DriverHealth,
  DriverSink,
  DriverTag,
  TagHealth,
  TestResult,
} from "../driver.ts";
import { LinkReporter } from "../link-reporter.ts";
import { advanceMachine, readSignal, simulatedSignals, startMachine } from "./simulated-machine.ts";
import type { SimulatedMachine, SimulatedSignal } from "./simulated-machine.ts";

/** The cable of a simulated machine; pulled out, the link is lost. */
export interface SimulatedCable {
  isPluggedIn: boolean;
}

export interface SimulatedDriverOptions {
  readonly connection: { readonly id: ConnectionId; readonly settings: SimulatedSettings };
  readonly tags: readonly DriverTag[];
  readonly clock: DriverClock;
  readonly cable?: SimulatedCable;
}

const scanMs = 250;
const badNodeIdUnknown = { status: 0x80340000, text: "BadNodeIdUnknown" };

const isSignal = (address: string): address is SimulatedSignal =>
  Object.hasOwn(simulatedSignals, address);

/** A machine inside the engine: runs, stops and counts after a seed. For trials, tests and training. */
export class SimulatedDriver implements Driver {
  readonly #options: SimulatedDriverOptions;
  readonly #reporter: LinkReporter;
  #machine: SimulatedMachine;
  #tags: readonly DriverTag[];
  #sink: DriverSink | null = null;
  #timer: NodeJS.Timeout | undefined;
  /** What was emitted last per tag; a tag that is not in here is told anew. */
  #told = new Map<DriverTag, TagValue | undefined>();
  #lastDataAt: number | null = null;
  #valueCount = 0;
  #timesLive = 0;

  constructor(options: SimulatedDriverOptions) {
    const { connection, clock, tags } = options;
    this.#options = options;
    this.#tags = tags;
    this.#machine = startMachine(
      connection.settings.seed,
      connection.settings.cycleMs,
      clock.now(),
    );
    this.#reporter = new LinkReporter(connection.id, clock.now(), (change) =>
      this.#sink?.link(change),
    );
  }

  async start(sink: DriverSink): Promise<void> {
    this.#sink = sink;
    this.#timer = setInterval(() => this.#scan(), scanMs);
    this.#scan();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#sink = null;
  }

  #scan(): void {
    const now = this.#options.clock.now();
    this.#machine = advanceMachine(this.#machine, this.#cycleMs, now);
    if (this.#options.cable?.isPluggedIn === false) {
      this.#told.clear();
      this.#reporter.lost(
        this.#lastDataAt ?? this.#reporter.condition.since,
        "unreachable",
        "the cable is pulled out",
      );
      return;
    }
    if (!this.#reporter.isLive) {
      this.#timesLive += 1;
      this.#reporter.live(now);
    }
    this.#lastDataAt = now;
    const samples = this.#tags.flatMap((tag) => this.#sampleOf(tag, now) ?? []);
    this.#valueCount += samples.length;
    if (samples.length > 0) this.#sink?.samples(samples);
  }

  #sampleOf(tag: DriverTag, now: number): Sample | null {
    const value = isSignal(tag.address)
      ? readSignal(this.#machine, tag.address, this.#cycleMs)
      : null;
    if (this.#told.has(tag) && this.#told.get(tag) === value) return null;
    this.#told.set(tag, value);
    const status = isSignal(tag.address) ? 0 : badNodeIdUnknown.status;
    return { tag: tag.id, value, status, sourceTime: now, serverTime: now, receivedTime: now };
  }

  get #cycleMs(): number {
    return this.#options.connection.settings.cycleMs;
  }

  async retag(tags: readonly DriverTag[]): Promise<void> {
    this.#tags = tags;
    const wanted = new Set(tags);
    for (const tag of this.#told.keys()) if (!wanted.has(tag)) this.#told.delete(tag);
  }

  health(): DriverHealth {
    const { link, since, cause, detail } = this.#reporter.condition;
    return {
      connection: this.#options.connection.id,
      link,
      since,
      cause,
      detail,
      clockOffsetMs: 0,
      lastDataAt: this.#lastDataAt,
      reconnects: Math.max(0, this.#timesLive - 1),
      counters: { values: this.#valueCount, lost: 0, errors: 0 },
      tags: this.#tags.map(tagHealth),
    };
  }

  async browse(address: string | null): Promise<readonly BrowseNode[]> {
    if (address !== null) return [];
    const now = this.#options.clock.now();
    return Object.entries(simulatedSignals).map(([signal, name]) => {
      const value = readSignal(this.#machine, signal as SimulatedSignal, this.#cycleMs);
      const dataType = typeof value === "boolean" ? "Boolean" : "Double";
      return {
        address: signal,
        name,
        kind: "variable",
        dataType,
        value,
        status: 0,
        sourceTime: now,
        hasChildren: false,
      };
    });
  }

  async test(): Promise<TestResult> {
    const isPluggedIn = this.#options.cable?.isPluggedIn !== false;
    const detail = isPluggedIn ? "a simulated machine" : "the cable is pulled out";
    return {
      ok: isPluggedIn,
      steps: [{ step: "reach", ok: isPluggedIn, detail }],
      hint: isPluggedIn ? null : "plug the cable in",
    };
  }
}

function tagHealth(tag: DriverTag): TagHealth {
  const isKnown = isSignal(tag.address);
  return {
    tag: tag.id,
    itemStatus: isKnown ? 0 : badNodeIdUnknown.status,
    itemStatusText: isKnown ? "Good" : badNodeIdUnknown.text,
    revisedSamplingMs: scanMs,
    revisedQueueSize: null,
    overflowCount: 0,
  };
}
