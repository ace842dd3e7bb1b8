import type { Database } from "better-sqlite3";
import { seededRandom } from "#build/demo/random.ts";
import { emptyColumns, type SampleColumns } from "#desktop/engine/historian/sample-columns.ts";

export interface FloodOptions {
  readonly tags: number;
  readonly hz: number;
  readonly commitsPerSecond: number;
  readonly seed: number;
}

/**
 * Batches as the intake hands them over, at a rate of its own time: odd tags count, even ones measure with noise as
 * doubles do; sources are punctual to some milliseconds, and what is published together arrives together.
 */
export class SampleFlood {
  readonly startedAt = Date.UTC(2026, 2, 2, 5);
  readonly #options: FloodOptions;
  readonly #random: () => number;
  readonly #counts: Float64Array;
  readonly #levels: Float64Array;

  constructor(options: FloodOptions) {
    this.#options = options;
    this.#random = seededRandom(options.seed, "flood");
    this.#counts = Float64Array.from({ length: options.tags + 1 }, () =>
      Math.floor(this.#random() * 1e6),
    );
    this.#levels = Float64Array.from({ length: options.tags + 1 }, () => this.#random() * 100);
  }

  isCounter(tag: number): boolean {
    return tag % 2 === 1;
  }

  nameTags(raw: Database): void {
    const insert = raw.prepare("insert into historian.sample_tag (number, tag_id) values (?, ?)");
    raw.transaction(() => {
      for (let tag = 1; tag <= this.#options.tags; tag++) insert.run(tag, `tag-${tag}`);
    })();
  }

  /**
   * Writes the row of the business file that goes with every commit: it makes the commit as durable as capture's. To be
   * called in the transaction.
   */
  beat(raw: Database): (now: number) => void {
    const beat = raw.prepare<[number]>(
      "insert into heartbeat (id, at) values (1, ?) on conflict (id) do update set at = excluded.at",
    );
    return (now) => void beat.run(now);
  }

  batch(commit: number): { readonly columns: SampleColumns; readonly now: number } {
    const { tags, hz, commitsPerSecond } = this.#options;
    const firstTick = Math.floor((commit * hz) / commitsPerSecond);
    const endTick = Math.floor(((commit + 1) * hz) / commitsPerSecond);
    const columns = emptyColumns((endTick - firstTick) * tags);
    const now = this.startedAt + Math.round(((commit + 1) * 1_000) / commitsPerSecond);
    let i = 0;
    for (let tick = firstTick; tick < endTick; tick++) {
      const planned = this.startedAt + (tick * 1_000) / hz;
      const late = Math.floor(this.#random() * 4);
      for (let tag = 1; tag <= tags; tag++, i++) {
        columns.tag[i] = tag;
        columns.value[i] = this.#next(tag);
        columns.sourceTime[i] = planned + late;
        columns.serverTime[i] = planned + late;
        columns.receivedTime[i] = now - 3;
      }
    }
    return { columns, now };
  }

  #next(tag: number): number {
    if (this.isCounter(tag)) {
      if (this.#random() < 0.3) this.#counts[tag]! += 1;
      return this.#counts[tag]!;
    }
    this.#levels[tag]! += this.#random() - 0.5;
    return this.#levels[tag]!;
  }
}
