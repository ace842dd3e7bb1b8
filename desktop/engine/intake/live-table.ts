import type { TagId } from "#shared/kernel/id.ts";
import type { SampleColumns, StoredSample } from "../historian/sample-columns.ts";
import { sampleAt } from "../historian/sample-columns.ts";

/** The newest reading of every tag as the screens show it; fed by the intake, read by anyone, never stored. */
export class LiveTable {
  readonly #samples = new Map<TagId, StoredSample>();

  get(tag: TagId): StoredSample | undefined {
    return this.#samples.get(tag);
  }

  /** Takes what changed; `ids` are the tags by number. Returns the tags that changed. */
  take(columns: SampleColumns, ids: readonly TagId[]): TagId[] {
    const changed: TagId[] = [];
    let odd = 0;
    for (let at = 0; at < columns.count; at++) {
      const oddValue = columns.odd[odd]?.index === at ? columns.odd[odd++] : undefined;
      const tag = ids[columns.tag[at]!];
      if (tag === undefined) continue;
      this.#samples.set(tag, sampleAt(columns, at, oddValue));
      changed.push(tag);
    }
    return changed;
  }

  /** Forgets tags that are no longer configured. */
  keepOnly(tags: ReadonlySet<TagId>): void {
    for (const tag of this.#samples.keys()) if (!tags.has(tag)) this.#samples.delete(tag);
  }
}
