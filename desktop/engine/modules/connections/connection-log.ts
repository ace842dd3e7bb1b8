import type { Database } from "better-sqlite3";
import {
  connectionLogLength,
  type ConnectionLogEvent,
} from "#shared/connections/connection-log.ts";
import type { ConnectionId, TagId } from "#shared/kernel/id.ts";
import { linkLossCauses, type LinkChange } from "#shared/machines/sample.ts";
import type { PlantDatabase } from "../../database/open-database.ts";
import type { EngineLog } from "../../log/engine-log.ts";
import { exclusively } from "../../pipeline/exclusive.ts";

export interface ConnectionNotice {
  readonly connection: ConnectionId;
  readonly at: number;
  readonly level: "info" | "warn";
  readonly event: ConnectionLogEvent;
  readonly detail: string;
}

const flushEveryMs = 500;
/** What waits while nothing can be stored; beyond it the oldest go. */
const mostWaiting = 5_000;
/** Stops that somebody wanted. */
const quietCauses = new Set<ConnectionLogEvent>(["starting", "disabled", "engine_stopped"]);

/** Keeps what happened to each connection, for people: a bounded log, in which the same in a row is one entry. */
export class ConnectionLog {
  readonly #database: PlantDatabase;
  readonly #log: EngineLog;
  readonly #write: (waiting: readonly ConnectionNotice[]) => void;
  readonly #tagOf: (tag: TagId) => { connection: ConnectionId; code: string } | undefined;
  readonly #timer: NodeJS.Timeout;
  #waiting: ConnectionNotice[] = [];
  #flushing: Promise<void> = Promise.resolve();

  constructor(database: PlantDatabase, log: EngineLog) {
    this.#database = database;
    this.#log = log;
    this.#write = writing(database.raw);
    const tag = database.raw.prepare<[TagId], { connection: ConnectionId; code: string }>(
      "select connection_id as connection, code from tag where id = ?",
    );
    this.#tagOf = (id) => tag.get(id);
    this.#timer = setInterval(() => void this.flush(), flushEveryMs);
  }

  note(notice: ConnectionNotice): void {
    this.#waiting.push(notice);
    if (this.#waiting.length > mostWaiting) this.#waiting.shift();
  }

  links(changes: readonly LinkChange[]): void {
    for (const change of changes) {
      const { connection, at } = change;
      const event = change.link === "live" ? "live" : change.cause;
      const detail = change.link === "live" ? "" : change.detail;
      const isQuiet = change.link === "live" || quietCauses.has(event);
      this.note({ connection, at, level: isQuiet ? "info" : "warn", event, detail });
    }
  }

  /** Servers dropped values of these tags: one entry per connection, whatever their number. */
  overflows(lost: readonly { readonly tag: TagId; readonly at: number }[]): void {
    const tags = lost.flatMap(({ tag, at }) => {
      const known = this.#tagOf(tag);
      return known ? [{ ...known, at }] : [];
    });
    for (const [connection, its] of Map.groupBy(tags, (tag) => tag.connection)) {
      const codes = [...new Set(its.map(({ code }) => code))];
      const detail = codes.length === 1 ? codes[0]! : `${codes[0]!} +${codes.length - 1}`;
      const at = Math.max(...its.map((one) => one.at));
      this.note({ connection, at, level: "warn", event: "overflow", detail });
    }
  }

  /** Stores what waits. Never rejects: what cannot be stored now waits on. */
  flush(): Promise<void> {
    this.#flushing = this.#flushing.then(async () => {
      if (this.#waiting.length === 0) return;
      const waiting = this.#waiting;
      this.#waiting = [];
      try {
        await exclusively(this.#database, () => this.#write(waiting));
      } catch (error) {
        this.#log.debug({ err: error }, "the log of the connections waits");
        this.#waiting = [...waiting, ...this.#waiting].slice(-mostWaiting);
      }
    });
    return this.#flushing;
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.flush();
  }
}

const lossCauses: ReadonlySet<string> = new Set(linkLossCauses);
/** Their number matters and not each one's detail. */
const counted = new Set<ConnectionLogEvent>(["overflow", "readings_lost"]);

interface Newest {
  readonly id: number;
  readonly event: ConnectionLogEvent;
  readonly detail: string;
}

/** Prepares the transaction that stores notices. */
function writing(raw: Database): (notices: readonly ConnectionNotice[]) => void {
  const newest = raw.prepare<[ConnectionId], Newest>(
    "select id, event, detail from connection_log where connection_id = ? order by id desc limit 1",
  );
  const again = raw.prepare<[number, string, number]>(
    "update connection_log set at = ?, detail = ?, times = times + 1 where id = ?",
  );
  // A connection may have been removed while the notice waited.
  const insert = raw.prepare<[ConnectionNotice]>(
    `insert into connection_log (connection_id, at, level, event, detail, times)
     select id, @at, @level, @event, @detail, 1 from connection where id = @connection`,
  );
  const prune = raw.prepare<{ connection: ConnectionId; kept: number }>(
    `delete from connection_log where connection_id = @connection and id <=
      (select id from connection_log where connection_id = @connection order by id desc limit 1 offset @kept)`,
  );
  const store = (notice: ConnectionNotice): void => {
    const { connection, at, event, detail } = notice;
    const last = newest.get(connection);
    if (last?.event === event && (counted.has(event) || last.detail === detail)) {
      // No link is lost twice, or live twice, without the other between: it is the same told again.
      const isSame = event === "live" || (lossCauses.has(event) && !counted.has(event));
      if (!isSame) again.run(at, detail, last.id);
      return;
    }
    insert.run(notice);
  };
  return raw.transaction((notices: readonly ConnectionNotice[]) => {
    for (const notice of notices) store(notice);
    for (const connection of new Set(notices.map((notice) => notice.connection)))
      prune.run({ connection, kept: connectionLogLength });
  });
}
