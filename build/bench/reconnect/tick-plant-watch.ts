import { setTimeout as pause } from "node:timers/promises";
import type { Database } from "better-sqlite3";
import { openReadOnly } from "#desktop/engine/database/open-database.ts";
import { readEverything } from "#desktop/engine/historian/read-all.ts";
import type { EngineProcess } from "../run/engine-process.ts";

/** The link is asked for this often, so figures are exact to about this much. */
const lookEveryMs = 50;
/** Silence is noticed after 10 s; what still looks alive after this while it is dead has lied. */
const noticeLimitMs = 12_000;

interface Look {
  readonly at: number;
  readonly isLive: boolean;
  readonly lastDataAt: number | null;
}

/** Watches the one connection as people see it, and reads afterwards what was stored and what the ledger says. */
export class TickPlantWatch {
  readonly #engine: EngineProcess;
  readonly #raw: Database;
  readonly #looks: Look[] = [];
  readonly #watching: Promise<void>;
  #isStopped = false;

  constructor(engine: EngineProcess, data: string) {
    this.#engine = engine;
    this.#raw = openReadOnly(data);
    this.#watching = this.#watch();
  }

  /** Asks no more; what was stored can still be read. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#watching;
  }

  async close(): Promise<void> {
    await this.stop();
    this.#raw.close();
  }

  async #watch(): Promise<void> {
    while (!this.#isStopped) {
      const { rows } = await this.#engine.client.connections.list({});
      const row = rows[0];
      if (row !== undefined)
        this.#looks.push({
          at: Date.now(),
          isLive: row.link === "live",
          lastDataAt: row.lastDataAt,
        });
      await pause(lookEveryMs);
    }
  }

  /** Waits until data that was made after an instant flows again over a live link; null when it does not within the limit. */
  async flowing(since: number, limitMs: number): Promise<number | null> {
    for (const until = Date.now() + limitMs; Date.now() < until; await pause(lookEveryMs)) {
      const look = this.#looks.at(-1);
      if (look?.isLive && look.at >= since && (look.lastDataAt ?? 0) > since) return look.at;
    }
    return null;
  }

  /** Whether the link was shown as live in `[from + the time that noticing takes, to)`. */
  lookedAlive(from: number, to: number): boolean {
    return this.#looks.some(({ at, isLive }) => isLive && at > from + noticeLimitMs && at < to);
  }

  /** Every stored tick of every tag, by number of the tag. */
  storedTicks(): ReadonlyMap<number, ReadonlySet<number>> {
    const stored = new Map<number, Set<number>>();
    for (const { tag, value } of readEverything(this.#raw)) {
      const ticks = stored.get(tag) ?? new Set();
      ticks.add(value);
      stored.set(tag, ticks);
    }
    return stored;
  }

  /** Gaps of the ledger: of the whole connection, and of single tags by their number in the historian. */
  gaps(): readonly Gap[] {
    return this.#raw
      .prepare<[], Gap>(
        `select gap.starts_at as start, coalesce(gap.ends_at, 9e15) as end, number as tag from gap
         left join tag on tag.code = gap.tag_code and tag.connection_id = gap.connection_id
         left join historian.sample_tag on sample_tag.tag_id = tag.id`,
      )
      .all();
  }
}

/** `tag` null = the whole connection was silent. */
export interface Gap {
  readonly start: number;
  readonly end: number;
  readonly tag: number | null;
}
