import type { ModbusAddress } from "#shared/connections/modbus/modbus-address.ts";
import type { TagId } from "#shared/kernel/id.ts";
import type { Sample, TagValue } from "#shared/machines/sample.ts";
import type { DriverTag } from "../driver.ts";
import { waiting } from "./item-status.ts";
import type { ItemStatus } from "./item-status.ts";

/** A tag whose address can be read. */
export interface ReadableTag {
  readonly tag: DriverTag;
  readonly address: ModbusAddress;
}

interface TagReading {
  readonly item: ItemStatus;
  readonly value: TagValue;
  readonly receivedTime: number;
}

/** What is known of each tag, and what of it was told: changes at once, the unchanged again after the heartbeat. */
export class TagReadings {
  readonly #heartbeatMs: number;
  #tags = new Map<TagId, DriverTag>();
  #known = new Map<TagId, TagReading>();
  #told = new Map<TagId, TagReading>();

  constructor(heartbeatMs: number) {
    this.#heartbeatMs = heartbeatMs;
  }

  /** What was told of tags that stay as they are counts as told. */
  want(tags: readonly DriverTag[]): void {
    const before = this.#tags;
    this.#tags = new Map(tags.map((tag) => [tag.id, tag]));
    for (const [id, tag] of before) {
      const now = this.#tags.get(id);
      if (now !== undefined && isSameReading(tag, now)) continue;
      this.#known.delete(id);
      this.#told.delete(id);
    }
  }

  /** The link is lost: nothing is known until it is read again. */
  forget(): void {
    this.#known.clear();
    this.#told.clear();
  }

  learn(id: TagId, reading: TagReading): void {
    if (this.#tags.has(id)) this.#known.set(id, reading);
  }

  itemOf(id: TagId): ItemStatus {
    return this.#known.get(id)?.item ?? waiting;
  }

  /** What is to be told now, among these tags or all. */
  take(ids: Iterable<TagId> = this.#known.keys()): Sample[] {
    const samples: Sample[] = [];
    for (const id of ids) {
      const known = this.#known.get(id);
      const tag = this.#tags.get(id);
      if (known === undefined || tag === undefined || !this.#isNews(tag, known)) continue;
      this.#told.set(id, known);
      const { item, value, receivedTime } = known;
      const { status } = item;
      samples.push({ tag: id, value, status, sourceTime: null, serverTime: null, receivedTime });
    }
    return samples;
  }

  #isNews(tag: DriverTag, known: TagReading): boolean {
    const told = this.#told.get(tag.id);
    if (told === undefined || told.item.status !== known.item.status) return true;
    if (known.receivedTime - told.receivedTime >= this.#heartbeatMs) return true;
    if (Object.is(told.value, known.value)) return false;
    const width = deadbandOf(tag);
    return (
      typeof told.value !== "number" ||
      typeof known.value !== "number" ||
      !(Math.abs(known.value - told.value) <= width)
    );
  }
}

/** In the tag's own unit; only analog values have one. A percent deadband without a range is none. */
function deadbandOf({ class: kind, deadband, deadbandKind, span }: DriverTag): number {
  if (kind !== "analog" || deadband === null || deadband <= 0) return 0;
  if (deadbandKind !== "percent") return deadband;
  return span === null || span === undefined ? 0 : (deadband / 100) * span;
}

const isSameReading = (one: DriverTag, other: DriverTag): boolean =>
  one.address === other.address && one.class === other.class;
