import { setTimeout as pause } from "node:timers/promises";
import { registersOf } from "#shared/connections/modbus/modbus-address.ts";
import type { PlannedRead, ReadCut } from "#shared/connections/modbus/poll-plan.ts";
import type { TagId } from "#shared/kernel/id.ts";
import type { LinkLossCause, Sample } from "#shared/machines/sample.ts";
import type { DriverTag, TagHealth } from "../driver.ts";
import { readAgreed, valuesIn } from "./answer-values.ts";
import type { AgreedAnswer } from "./answer-values.ts";
import {
  exceptionStatus,
  good,
  isLastingException,
  unitGarbled,
  unitSilent,
} from "./item-status.ts";
import type { ItemStatus } from "./item-status.ts";
import type { ModbusLine } from "./modbus-line.ts";
import type { LineAccess } from "./open-line.ts";
import { ReadFailure } from "./read-failure.ts";
import { ReadSchedule } from "./read-schedule.ts";
import type { ScheduledRead } from "./read-schedule.ts";
import { divideRead, planTags, sortTags } from "./tag-plan.ts";
import type { SortedTags } from "./tag-plan.ts";
import { TagReadings } from "./tag-readings.ts";
import { UnitWatch } from "./unit-watch.ts";

/** What reading a line tells the driver. */
export interface ReaderOutput {
  readonly isLive: boolean;
  /** A unit answered at this instant, UTC milliseconds. */
  heard(at: number): void;
  lost(cause: LinkLossCause, detail: string): void;
  samples(batch: readonly Sample[]): void;
}

/** `gone`: the port closed. `mute`: nobody answered for so long that it is opened anew. */
export type ReaderEnd = "gone" | "mute" | "stopped";

/** Reads the tags of one connection from a line, each in its rhythm, as long as the line is there. */
export class LineReader {
  readonly #access: LineAccess;
  readonly #output: ReaderOutput;
  readonly #readings: TagReadings;
  readonly #units: UnitWatch;
  #tags: SortedTags = sortTags([]);
  #cuts: ReadCut[] = [];
  #schedule: ReadSchedule;
  /** Numbers that can tear, as last read. */
  #numbers = new Map<TagId, number | bigint>();
  #rest = new AbortController();

  constructor(access: LineAccess, tags: readonly DriverTag[], output: ReaderOutput) {
    const { settings, timing } = access;
    this.#access = access;
    this.#output = output;
    this.#readings = new TagReadings(timing.heartbeatMs);
    this.#units = new UnitWatch(settings.timeoutMs, timing);
    this.#schedule = new ReadSchedule([], 0);
    this.want(tags);
  }

  /** Reads these from now on; everything is due at once. */
  want(tags: readonly DriverTag[]): void {
    this.#tags = sortTags(tags);
    this.#readings.want(tags);
    this.#cuts = [];
    this.#numbers.clear();
    this.#plan();
    this.#learnUnreadable();
    if (this.#output.isLive) this.#tell(this.#readings.take());
    this.#rest.abort();
  }

  /** The link is lost: what was told counts no longer. */
  forget(): void {
    this.#readings.forget();
  }

  health(tags: readonly DriverTag[]): TagHealth[] {
    const achieved = new Map<string, number | null>();
    for (const { read, achievedMs } of this.#schedule.entries)
      for (const { id } of read.values) achieved.set(id, achievedMs);
    return tags.map(({ id }) => {
      const { status, text } = this.#readings.itemOf(id);
      const achievedMs = achieved.get(id) ?? null;
      return {
        tag: id,
        itemStatus: status,
        itemStatusText: text,
        revisedSamplingMs: achievedMs === null ? null : Math.round(achievedMs),
        revisedQueueSize: null,
        overflowCount: 0,
      };
    });
  }

  get units(): number[] {
    return [...new Set([...this.#tags.readable.values()].map(({ address }) => address.unit))];
  }

  /** Reads until the port is gone, nobody answers any more, or the signal aborts. */
  async run(line: ModbusLine, signal: AbortSignal): Promise<ReaderEnd> {
    const { clock, timing } = this.#access;
    const wake = (): void => this.#rest.abort();
    signal.addEventListener("abort", wake);
    line.gone.addEventListener("abort", wake);
    this.#units.forget();
    this.#cuts = [];
    this.#plan();
    let [askedAt, answeredAt] = [clock.monotonic(), clock.monotonic()];
    try {
      while (!signal.aborted) {
        if (line.gone.aborted) return "gone";
        const now = clock.monotonic();
        if (this.#units.isAllDead && now - answeredAt > timing.reopenMs) return "mute";
        const { entry, dueAt } = this.#schedule.first((unit) => this.#units.restsUntil(unit))!;
        const nextAt = Math.min(dueAt, askedAt + timing.keepAliveMs);
        if (nextAt > now) {
          await this.#sleep(nextAt - now, signal);
          continue;
        }
        if (await this.#perform(line, entry, dueAt > now)) answeredAt = clock.monotonic();
        askedAt = clock.monotonic();
      }
      return "stopped";
    } finally {
      signal.removeEventListener("abort", wake);
      line.gone.removeEventListener("abort", wake);
    }
  }

  async #sleep(ms: number, signal: AbortSignal): Promise<void> {
    this.#rest = new AbortController();
    if (signal.aborted) return;
    await pause(ms, undefined, { signal: this.#rest.signal }).catch(() => undefined);
  }

  #plan(): void {
    const { settings, timing, clock } = this.#access;
    const reads = planTags(this.#tags.readable.values(), settings, this.#cuts, timing.keepAliveMs);
    this.#schedule = new ReadSchedule(reads, clock.monotonic());
    this.#units.want([...new Set(reads.map(({ read }) => read.unit))]);
  }

  /** One request. `isProbe`: only to see that somebody is there. True when the unit answered, be it with a refusal. */
  async #perform(line: ModbusLine, entry: ScheduledRead, isProbe: boolean): Promise<boolean> {
    const { read } = entry;
    const { clock, timing } = this.#access;
    const schedule = this.#schedule;
    try {
      const isExpected = this.#units.conditionOf(read.unit) === "answering";
      const agreed = isProbe
        ? { answer: await line.read({ ...read, length: 1 }, { isExpected }), numbers: new Map() }
        : await readAgreed(line, read, isExpected, this.#tags.readable, this.#numbers);
      // Other tags are wanted meanwhile: what this answer holds may belong to none of them.
      if (this.#schedule !== schedule) return true;
      if (!isProbe) {
        this.#learnAnswer(read, agreed);
        schedule.done(entry, clock.monotonic());
      }
      this.#hear(read, agreed.answer.receivedTime);
      return true;
    } catch (error) {
      const failure = error as ReadFailure;
      if (!(failure instanceof ReadFailure)) throw error;
      if (this.#schedule !== schedule) return failure.kind === "exception";
      switch (failure.kind) {
        case "exception":
          if (!isProbe) this.#refused(entry, failure.exception ?? 0, timing.refusedMs);
          this.#hear(read, clock.now());
          return true;
        case "no_answer":
        case "bad_frame":
          schedule.missed(entry, clock.monotonic());
          this.#fail(read.unit, failure.kind, failure.message);
          return false;
        case "gone":
          return false;
        default:
          return failure.kind satisfies never;
      }
    }
  }

  #learnAnswer(read: PlannedRead, agreed: AgreedAnswer): void {
    const { receivedTime } = agreed.answer;
    for (const [id, number] of agreed.numbers) this.#numbers.set(id, number);
    for (const { id, value } of valuesIn(read, agreed, this.#tags.readable))
      this.#readings.learn(id, { item: good, value, receivedTime });
  }

  #refused(entry: ScheduledRead, exception: number, refusedMs: number): void {
    const { read } = entry;
    const isLasting = isLastingException(exception);
    const cut = isLasting
      ? divideRead(read, this.#tags.readable, ({ address }) =>
          registersOf(address.table, address.value),
        )
      : null;
    if (cut !== null) {
      this.#cuts.push(cut);
      return this.#plan();
    }
    this.#schedule.done(entry, this.#access.clock.monotonic(), isLasting ? refusedMs : 0);
    this.#mark(
      read.values.map(({ id }) => id as TagId),
      exceptionStatus(exception),
    );
  }

  #fail(unit: number, kind: "no_answer" | "bad_frame", detail: string): void {
    const { clock } = this.#access;
    this.#units.failed(unit, kind, clock.monotonic());
    if (this.#units.isAllDead) {
      const cause = this.#units.hearsGarbage ? "bad_frames" : "silent";
      this.#output.lost(
        cause,
        this.units.length > 1 ? `no unit answers: ${detail}` : `unit ${unit}: ${detail}`,
      );
      return;
    }
    const ids = [...this.#tags.readable.values()]
      .filter(({ address }) => address.unit === unit)
      .map(({ tag }) => tag.id);
    this.#mark(ids, kind === "no_answer" ? unitSilent(unit) : unitGarbled(unit));
    if (this.#output.isLive) this.#tell(this.#readings.take(ids));
  }

  #mark(ids: readonly TagId[], item: ItemStatus): void {
    const receivedTime = this.#access.clock.now();
    for (const id of ids) this.#readings.learn(id, { item, value: null, receivedTime });
  }

  #learnUnreadable(): void {
    for (const [id, item] of this.#tags.unreadable) this.#mark([id], item);
  }

  /** A unit answered: the link is live, then what is new is told. */
  #hear(read: PlannedRead, at: number): void {
    this.#units.answered(read.unit);
    const wasLive = this.#output.isLive;
    if (!wasLive) this.#learnUnreadable();
    this.#output.heard(at);
    this.#tell(this.#readings.take(wasLive ? read.values.map(({ id }) => id as TagId) : undefined));
  }

  #tell(samples: readonly Sample[]): void {
    if (samples.length > 0) this.#output.samples(samples);
  }
}
