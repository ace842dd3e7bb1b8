import type { Database, Statement } from "better-sqlite3";
import type { TagId } from "#shared/kernel/id.ts";
import type { TagValue } from "#shared/machines/sample.ts";
import type { LastValueRow } from "../database/engine-tables.ts";
import type { LastValue } from "./captured-batch.ts";

/** JSON has neither 64-bit integers nor NaN: they stand as tagged text. */
function valueText(value: TagValue): string {
  if (typeof value === "bigint") return JSON.stringify({ bigint: value.toString() });
  if (typeof value === "number" && !Number.isFinite(value))
    return JSON.stringify({ number: String(value) });
  return JSON.stringify(value);
}

function valueOf(text: string): TagValue {
  const value = JSON.parse(text) as TagValue | { bigint: string } | { number: string };
  if (value === null || typeof value !== "object") return value;
  return "bigint" in value ? BigInt(value.bigint) : Number(value.number);
}

/**
 * The newest reading of every tag, on disk now and then: at most `piece` rows in one transaction, so that ten thousand
 * changing tags never hold up a commit. What is lost by a crash is shown older than it was, and counted nowhere.
 */
export class LastValues {
  readonly #changed = new Map<TagId, LastValue>();
  readonly #upsert: Statement<[string, string, number, number | null, number]>;
  readonly #all: Statement<[], LastValueRow>;

  constructor(raw: Database) {
    this.#upsert = raw.prepare(
      `insert into last_value (tag_id, value, status, source_time, received_time) values (?, ?, ?, ?, ?)
       on conflict (tag_id) do update set value = excluded.value, status = excluded.status,
         source_time = excluded.source_time, received_time = excluded.received_time`,
    );
    this.#all = raw.prepare("select * from last_value");
  }

  note(values: readonly LastValue[]): void {
    for (const value of values) this.#changed.set(value.tag, value);
  }

  get waiting(): number {
    return this.#changed.size;
  }

  /** Writes at most `piece` of the waiting values, in the caller's transaction. */
  write(piece: number): void {
    let left = piece;
    for (const [tag, value] of this.#changed) {
      if (left-- === 0) return;
      this.#upsert.run(
        tag,
        valueText(value.value),
        value.status,
        value.sourceTime,
        value.receivedTime,
      );
      this.#changed.delete(tag);
    }
  }

  /** As they were when the engine stopped. */
  load(): LastValue[] {
    return this.#all.all().map((row) => ({
      tag: row.tag_id as TagId,
      value: valueOf(row.value),
      status: row.status,
      sourceTime: row.source_time,
      receivedTime: row.received_time,
    }));
  }
}
