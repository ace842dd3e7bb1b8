import type { ConnectionId, TagId } from "#shared/kernel/id.ts";
import { chooseTime } from "#shared/machines/choose-time.ts";
import type { LinkChange, Sample } from "#shared/machines/sample.ts";
import type {
  BackRead,
  DriverClock,
  DriverHealth,
  DriverSink,
  DriverTag,
  Overflow,
} from "../drivers/driver.ts";
import { DeriveStep } from "./derive-step.ts";
import { buffersOf } from "./intake-protocol.ts";
import type {
  FromIntake,
  IntakeConfiguration,
  PackedBatch,
  SentHealth,
} from "./intake-protocol.ts";
import { LatestSamples } from "./latest-samples.ts";
import { RunningConnections } from "./running-connections.ts";
import type { OpenDriver } from "./running-connections.ts";
import { SampleBuffer } from "./sample-buffer.ts";
import type { DroppedRange } from "./sample-buffer.ts";
import { TagNumbers } from "./tag-numbers.ts";

/** Bounds of the intake. Times in milliseconds. */
export const intakeLimits = {
  /** Batches on their way to the disk; beyond that samples wait here. */
  unacknowledgedBatches: 8,
  /** Samples that wait at most: at 100,000 a second some ten seconds of a blocked disk. */
  waitingSamples: 1_000_000,
  flushMs: 200,
  liveMs: 250,
  tickMs: 1_000,
  /** The last-value table is written a piece a second, so it need not hear more often. */
  tableMs: 1_000,
  /** Even when nothing happens a batch says that capture is alive. */
  quietMs: 5_000,
  /** The condition of ten thousand tags is only sent every so many health messages. */
  tagHealthRounds: 5,
} as const;

export type IntakeLimits = Record<keyof typeof intakeLimits, number>;

export interface PlantIntakeParts {
  readonly open: OpenDriver;
  readonly clock: DriverClock;
  readonly post: (message: FromIntake, transfer: readonly ArrayBuffer[]) => void;
  readonly limits?: Partial<IntakeLimits>;
}

/** The intake without its thread: drivers in, batches out. */
export class PlantIntake {
  readonly connections: RunningConnections;
  readonly #clock: DriverClock;
  readonly #post: PlantIntakeParts["post"];
  readonly #limits: IntakeLimits;
  readonly #derive = new DeriveStep();
  readonly #buffer: SampleBuffer;
  readonly #unacknowledged = new Set<number>();
  readonly #offsets = new Map<ConnectionId, number | null>();
  #numbers = new TagNumbers({ connections: [] });
  #latest = new LatestSamples(0);
  #generation = 0;
  #links: LinkChange[] = [];
  #backReads: BackRead[] = [];
  #overflows: (Overflow & { readonly since: number | null })[] = [];
  #timers: NodeJS.Timeout[] = [];
  #nextBatch = 1;
  #lastBatchAt: number;
  #lastTableAt = 0;
  #healthRound = 0;
  #dropped = 0;

  constructor(parts: PlantIntakeParts) {
    this.#clock = parts.clock;
    this.#lastBatchAt = parts.clock.now();
    this.#post = parts.post;
    this.#limits = { ...intakeLimits, ...parts.limits };
    this.#buffer = new SampleBuffer(this.#limits.waitingSamples);
    this.connections = new RunningConnections(parts.open, (connection) => this.#sinkOf(connection));
  }

  start(): void {
    const { flushMs, liveMs, tickMs } = this.#limits;
    this.#timers = [
      setInterval(() => this.#flush(), flushMs),
      setInterval(() => this.#tellScreens(), liveMs),
      setInterval(() => this.#tick(), tickMs),
    ];
  }

  /** Works with another configuration from now on; what was captured under the one before is handed over first. */
  async configure(generation: number, configuration: IntakeConfiguration): Promise<void> {
    this.#handOver();
    const { numbers, latest } = { numbers: this.#numbers, latest: this.#latest };
    const newestOf = (tag: TagId): Sample | undefined => {
      const number = numbers.numberOf(tag);
      return number === undefined ? undefined : latest.at(number);
    };
    this.#generation = generation;
    this.#numbers = new TagNumbers(configuration);
    this.#latest = new LatestSamples(this.#numbers.all.length);
    for (const { tag, number } of this.#numbers.all) {
      const sample = newestOf(tag.id);
      if (sample !== undefined) this.#latest.note(number, sample);
    }
    const now = this.#clock.now();
    this.#derive.configure(configuration.machines, this.#numbers.all, {
      now,
      newestOf,
      linkOf: (connection) => this.connections.linkOf(connection),
    });
    await this.connections.configure(configuration.connections, () => this.#clock.now());
  }

  /** Watches tags beside the configured ones; none ends it. Readings are posted as they come, with the instant chosen. */
  async watch(connection: ConnectionId, tags: readonly DriverTag[]): Promise<void> {
    const chosenAt = new Map<TagId, number>();
    await this.connections.watch(connection, tags, (samples) => {
      const offsetMs = this.#offsets.get(connection) ?? null;
      const readings = samples.map((sample) => {
        const previousAt = chosenAt.get(sample.tag) ?? null;
        const { at } = chooseTime(sample, { offsetMs, previousAt });
        chosenAt.set(sample.tag, at);
        return { tag: sample.tag, at, value: sample.value, status: sample.status };
      });
      this.#post({ kind: "watched", connection, readings }, []);
    });
  }

  acknowledge(batch: number): void {
    this.#unacknowledged.delete(batch);
  }

  /** Stops the drivers and hands over the rest, whatever waits for acknowledgement. */
  async stop(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    await this.connections.stop(() => this.#clock.now());
    this.#handOver();
  }

  #sinkOf(connection: ConnectionId): DriverSink {
    return {
      samples: (batch) => {
        const offsetMs = this.#offsets.get(connection) ?? null;
        for (const sample of batch) this.#take(sample, offsetMs);
      },
      link: (change) => {
        this.#links.push(change);
        this.#derive.link(change);
      },
      overflow: (lost) => {
        for (const { tag, at } of lost)
          this.#overflows.push({ tag, at, since: this.#lastTimeOf(tag) });
      },
      backRead: (result) => {
        this.#backReads.push(result);
        this.#derive.backRead(result);
      },
    };
  }

  #take(sample: Sample, offsetMs: number | null): void {
    const number = this.#numbers.numberOf(sample.tag);
    if (number === undefined) return;
    // What was long ago is no present reading.
    if (!sample.isBackRead) this.#latest.note(number, sample);
    const dropped = this.#buffer.add(number, sample, this.#isAnalog);
    if (dropped.length > 0) this.#report(dropped);
    this.#derive.sample(sample, offsetMs);
  }

  readonly #isAnalog = (number: number): boolean =>
    this.#numbers.all[number]?.tag.class === "analog";

  /** What the buffer gave up is a gap like one of the server's: never silent. */
  #report(dropped: readonly DroppedRange[]): void {
    for (const { number, since, at, count } of dropped) {
      this.#overflows.push({ tag: this.#numbers.ids[number]!, since, at });
      this.#dropped += count;
    }
  }

  #lastTimeOf(tag: TagId): number | null {
    const number = this.#numbers.numberOf(tag);
    const sample = number === undefined ? undefined : this.#latest.at(number);
    return sample === undefined ? null : (sample.sourceTime ?? sample.receivedTime);
  }

  #flush(): void {
    if (this.#unacknowledged.size < this.#limits.unacknowledgedBatches) this.#handOver();
  }

  #handOver(): void {
    const now = this.#clock.now();
    const samples = this.#buffer.take();
    const batch: PackedBatch = {
      capturedUpTo: now,
      generation: this.#generation,
      samples,
      latest: this.#takeForTable(now),
      machines: this.#derive.take(),
      links: this.#links.splice(0),
      backReads: this.#backReads.splice(0),
      overflows: this.#overflows.splice(0),
    };
    const isEmpty =
      samples === null &&
      batch.latest === null &&
      batch.machines.length + batch.links.length === 0 &&
      batch.backReads.length + batch.overflows.length === 0;
    if (isEmpty && now - this.#lastBatchAt < this.#limits.quietMs) return;
    this.#lastBatchAt = now;
    const number = this.#nextBatch++;
    this.#unacknowledged.add(number);
    this.#post({ kind: "batch", number, batch }, [
      ...buffersOf(samples),
      ...buffersOf(batch.latest),
    ]);
  }

  #takeForTable(now: number): PackedBatch["latest"] {
    if (now - this.#lastTableAt < this.#limits.tableMs) return null;
    this.#lastTableAt = now;
    return this.#latest.take("table");
  }

  #tellScreens(): void {
    const values = this.#latest.take("screens");
    if (values !== null)
      this.#post({ kind: "live", generation: this.#generation, values }, buffersOf(values));
  }

  #tick(): void {
    this.#derive.tick(this.#clock.now());
    const notices = this.#derive.takeNotices();
    if (notices.length > 0) this.#post({ kind: "notices", notices }, []);
    this.#tellHealth();
  }

  #tellHealth(): void {
    const health = this.connections.health();
    for (const { connection, clockOffsetMs } of health)
      this.#offsets.set(connection, clockOffsetMs);
    const withTags = this.#healthRound++ % this.#limits.tagHealthRounds === 0;
    const sent = ({ tags, ...rest }: DriverHealth): SentHealth => ({
      ...rest,
      tags: withTags ? tags : null,
    });
    const buffer = {
      waitingSamples: this.#buffer.count,
      unacknowledgedBatches: this.#unacknowledged.size,
      droppedSamples: this.#dropped,
    };
    this.#post({ kind: "health", connections: health.map(sent), buffer }, []);
  }
}
