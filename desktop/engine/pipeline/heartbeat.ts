import type { Database, Statement } from "better-sqlite3";

/** The last instant up to which everything captured is on disk: what a start after any kind of stop begins from. */
export class Heartbeat {
  readonly #write: Statement<[number]>;
  readonly #read: Statement<[], number>;

  constructor(raw: Database) {
    this.#write = raw.prepare(
      "insert into heartbeat (id, at) values (1, ?) on conflict (id) do update set at = max(at, excluded.at)",
    );
    this.#read = raw.prepare<[], number>("select at from heartbeat").pluck() as Statement<
      [],
      number
    >;
  }

  beat(at: number): void {
    this.#write.run(at);
  }

  /** Null before the first capture. */
  last(): number | null {
    return this.#read.get() ?? null;
  }
}
