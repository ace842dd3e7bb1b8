import type { TagId } from "#shared/kernel/id.ts";
import type { Sample } from "#shared/machines/sample.ts";
import { fieldStatus } from "#shared/connections/serial/telegram-reading.ts";
import type { FieldReading, TelegramReading } from "#shared/connections/serial/telegram-reading.ts";
import type { DriverTag, TagHealth } from "../driver.ts";
import { isWithinDeadband } from "./tag-deadband.ts";

/** Address of the telegram itself, as characters. */
export const rawAddress = "raw";

/** Makes samples of telegrams: one per tag and telegram; a tag without a field is told once that it has none. */
export class TagSamples {
  #tags: readonly DriverTag[];
  /** Tags that have been told that no such field exists. */
  readonly #told = new Set<TagId>();
  #fields: ReadonlyMap<string, FieldReading> = new Map();
  #deviceError: string | null = null;
  /** What was told last of each tag. */
  readonly #kept = new Map<TagId, Sample>();

  constructor(tags: readonly DriverTag[]) {
    this.#tags = tags;
  }

  /** The fields of the newest telegram that had any. */
  get fields(): ReadonlyMap<string, FieldReading> {
    return this.#fields;
  }

  get deviceError(): string | null {
    return this.#deviceError;
  }

  retag(tags: readonly DriverTag[]): void {
    const before = new Map(this.#tags.map((tag) => [tag.id, tag.address]));
    for (const tag of tags) if (before.get(tag.id) !== tag.address) this.#told.delete(tag.id);
    this.#kept.clear();
    this.#tags = tags;
  }

  /** The link is new: what was told before it does not count. */
  startAnew(): void {
    this.#told.clear();
    this.#kept.clear();
  }

  /** @param raw the telegram as people read it; @param receivedTime UTC milliseconds */
  of(reading: TelegramReading, raw: string, receivedTime: number): Sample[] {
    if (reading.kind === "aside" || reading.kind === "misfit") return [];
    this.#deviceError = reading.kind === "device_error" ? reading.reason : null;
    if (reading.kind === "fields") this.#fields = reading.fields;
    return this.#tags.flatMap((tag): Sample[] => {
      const field = this.#fieldOf(tag, reading, raw);
      if (field === null) {
        if (this.#told.has(tag.id)) return [];
        this.#told.add(tag.id);
        return [sample(tag, null, fieldStatus.unknownField, receivedTime)];
      }
      this.#told.delete(tag.id);
      const value = tag.class === "text" ? field.text : field.value;
      const next = sample(tag, value, field.status, receivedTime);
      if (isWithinDeadband(tag, this.#kept.get(tag.id), next)) return [];
      this.#kept.set(tag.id, next);
      return [next];
    });
  }

  /** @param samplingMs how often the device is asked; null = it sends by itself */
  health(samplingMs: number | null): TagHealth[] {
    return this.#tags.map((tag) => {
      const isKnown =
        tag.address === rawAddress ||
        this.#fields.has(tag.address) ||
        (this.#fields.size === 0 && !this.#told.has(tag.id));
      const [itemStatus, itemStatusText] = !isKnown
        ? [fieldStatus.unknownField, "BadNodeIdUnknown: the telegram has no field of this name"]
        : this.#deviceError !== null && tag.address !== rawAddress
          ? [fieldStatus.deviceError, `BadSensorFailure: ${this.#deviceError}`]
          : [fieldStatus.good, "Good"];
      return {
        tag: tag.id,
        itemStatus,
        itemStatusText,
        revisedSamplingMs: samplingMs,
        revisedQueueSize: null,
        overflowCount: 0,
      };
    });
  }

  #fieldOf(tag: DriverTag, reading: TelegramReading, raw: string): FieldReading | null {
    if (tag.address === rawAddress) return { text: raw, value: raw, status: fieldStatus.good };
    if (reading.kind === "fields") return reading.fields.get(tag.address) ?? null;
    const isKnown = this.#fields.size === 0 || this.#fields.has(tag.address);
    return isKnown ? { text: null, value: null, status: fieldStatus.deviceError } : null;
  }
}

const sample = (
  tag: DriverTag,
  value: Sample["value"],
  status: number,
  receivedTime: number,
): Sample => ({ tag: tag.id, value, status, sourceTime: null, serverTime: null, receivedTime });
