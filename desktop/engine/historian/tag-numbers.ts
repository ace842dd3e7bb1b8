import type { Database, Statement } from "better-sqlite3";
import type { TagId } from "#shared/kernel/id.ts";

/** Gives every tag its small number in sample chunks, for ever. */
export class TagNumbers {
  readonly #known = new Map<string, number>();
  readonly #insert: Statement<[string]>;
  readonly #select: Statement<[string], number>;

  constructor(raw: Database) {
    this.#insert = raw.prepare("insert into historian.sample_tag (tag_id) values (?)");
    this.#select = raw
      .prepare<[string], number>("select number from historian.sample_tag where tag_id = ?")
      .pluck() as Statement<[string], number>;
  }

  numberOf(tag: TagId): number {
    const known = this.#known.get(tag) ?? this.#select.get(tag);
    const number = known ?? Number(this.#insert.run(tag).lastInsertRowid);
    this.#known.set(tag, number);
    return number;
  }

  /** After a transaction was rolled back numbers given in it are free again. */
  forget(): void {
    this.#known.clear();
  }
}
