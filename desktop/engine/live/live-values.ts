import type { LiveValue } from "#shared/connections/connection-rows.ts";
import type { TagId } from "#shared/kernel/id.ts";
import type { TagHealth } from "../drivers/driver.ts";
import type { StoredSample } from "../historian/sample-columns.ts";
import { wireQuality, wireValue } from "../modules/connections/wire-value.ts";
import type { EventSource } from "../serve/event-stream.ts";
import { statusText } from "./status-text.ts";

const sameItem = (a: TagHealth | undefined, b: TagHealth): boolean =>
  a !== undefined &&
  a.itemStatus === b.itemStatus &&
  a.overflowCount === b.overflowCount &&
  a.revisedSamplingMs === b.revisedSamplingMs &&
  a.revisedQueueSize === b.revisedQueueSize;

/** Hands the newest reading of each tag to the screens that watch it; never touches the database. */
export class LiveValues {
  readonly #latest: (tag: TagId) => StoredSample | undefined;
  readonly #items = new Map<TagId, TagHealth>();
  readonly #watchers = new Set<(changed: readonly TagId[]) => void>();

  /** @param latest the newest reading of a tag, undefined before the first */
  constructor(latest: (tag: TagId) => StoredSample | undefined) {
    this.#latest = latest;
  }

  /** Tells that these tags have new readings. */
  changed(tags: readonly TagId[]): void {
    for (const watcher of this.#watchers) watcher(tags);
  }

  /** Takes the condition of items as a driver reports it; screens hear of those that differ. */
  putHealth(items: readonly TagHealth[]): void {
    const changed = items.filter((item) => !sameItem(this.#items.get(item.tag), item));
    for (const item of changed) this.#items.set(item.tag, item);
    if (changed.length > 0) this.changed(changed.map(({ tag }) => tag));
  }

  of(tag: TagId): LiveValue {
    const sample = this.#latest(tag);
    const item = this.#items.get(tag);
    return {
      tagId: tag,
      value: sample === undefined ? null : wireValue(sample.value),
      quality: wireQuality(sample?.status ?? null),
      statusText: sample === undefined ? "" : statusText(sample.status),
      sourceTime: sample?.sourceTime ?? null,
      receivedTime: sample?.receivedTime ?? null,
      itemStatusText: item?.itemStatusText ?? "",
      revisedSamplingMs: item?.revisedSamplingMs ?? null,
      revisedQueueSize: item?.revisedQueueSize ?? null,
      overflowCount: item?.overflowCount ?? 0,
    };
  }

  /** First every tag, then those that changed since they were last taken, each once however often it changed. */
  source(tags: readonly TagId[]): EventSource<{ values: LiveValue[] }> {
    const wanted = new Set(tags);
    const untold = new Set(tags);
    return {
      listen: (wake) => {
        const watcher = (changed: readonly TagId[]) => {
          for (const tag of changed) if (wanted.has(tag)) untold.add(tag);
          if (untold.size > 0) wake();
        };
        this.#watchers.add(watcher);
        return () => this.#watchers.delete(watcher);
      },
      take: () => {
        if (untold.size === 0) return undefined;
        const values = [...untold].map((tag) => this.of(tag));
        untold.clear();
        return { values };
      },
    };
  }
}
