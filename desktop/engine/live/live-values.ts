import type { LiveValue } from '#shared/connections/connections.contract.ts';
import type { TagId } from '#shared/kernel/id.ts';
import { qualityOf } from '#shared/machines/sample.ts';
import type { TagHealth } from '../drivers/driver.ts';
import type { StoredSample } from '../historian/sample-columns.ts';
import { wireValue } from '../modules/connections/wire-value.ts';
import type { EventSource } from '../serve/event-stream.ts';

/** Status text of a reading: severity in words and the whole code, as an integrator looks it up. */
const statusText = (status: number): string =>
  `${qualityOf(status)} 0x${(status >>> 0).toString(16).toUpperCase().padStart(8, '0')}`;

/** Latest value and condition of every tag, for the set-up screens. Branches off before anything is stored. */
export class LiveValues {
  readonly #latest: (tag: TagId) => StoredSample | undefined;
  readonly #health = new Map<TagId, TagHealth>();
  /** Counts changes; a tag's number is that of its last change. */
  #change = 0;
  readonly #changedAt = new Map<TagId, number>();
  readonly #listeners = new Set<() => void>();

  constructor(latest: (tag: TagId) => StoredSample | undefined) {
    this.#latest = latest;
  }

  /** These tags have a newer reading. */
  changed(tags: readonly TagId[]): void {
    for (const tag of tags) this.#touch(tag);
    this.#wake();
  }

  putHealth(tags: readonly TagHealth[]): void {
    for (const tag of tags) {
      const before = this.#health.get(tag.tag);
      const isSame =
        before?.itemStatus === tag.itemStatus &&
        before.overflowCount === tag.overflowCount &&
        before.revisedSamplingMs === tag.revisedSamplingMs;
      if (isSame) continue;
      this.#health.set(tag.tag, tag);
      this.#touch(tag.tag);
    }
    this.#wake();
  }

  /** All of `tags` first, then those that changed. */
  source(tags: readonly TagId[]): EventSource<{ values: LiveValue[] }> {
    let seen = -1;
    return {
      listen: (wake) => {
        this.#listeners.add(wake);
        return () => this.#listeners.delete(wake);
      },
      take: () => {
        const isFirst = seen < 0;
        const changed = tags.filter((tag) => isFirst || (this.#changedAt.get(tag) ?? 0) > seen);
        seen = this.#change;
        return changed.length > 0 || isFirst ? { values: changed.map((tag) => this.#valueOf(tag)) } : undefined;
      },
    };
  }

  #valueOf(tag: TagId): LiveValue {
    const reading = this.#latest(tag);
    const health = this.#health.get(tag);
    return {
      tagId: tag,
      value: reading ? wireValue(reading.value) : null,
      quality: reading ? qualityOf(reading.status) : 'none',
      statusText: reading ? statusText(reading.status) : '',
      sourceTime: reading?.sourceTime ?? null,
      receivedTime: reading?.receivedTime ?? null,
      itemStatusText: health?.itemStatusText ?? '',
      revisedSamplingMs: health?.revisedSamplingMs ?? null,
      revisedQueueSize: health?.revisedQueueSize ?? null,
      overflowCount: health?.overflowCount ?? 0,
    };
  }

  #touch(tag: TagId): void {
    this.#change += 1;
    this.#changedAt.set(tag, this.#change);
  }

  #wake(): void {
    for (const wake of this.#listeners) wake();
  }
}
