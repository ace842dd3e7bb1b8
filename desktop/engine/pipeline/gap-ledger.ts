import type { Database, Statement } from "better-sqlite3";
import type { ConnectionId, TagId } from "#shared/kernel/id.ts";
import { backReadResult } from "#shared/ledger/ledger.contract.ts";
import { isOwnStop } from "#shared/ledger/uptime.ts";
import type { LinkChange, LinkLossCause } from "#shared/machines/sample.ts";
import type { GapRow } from "#shared/schema/tables/fact-tables.ts";
import type { BackRead } from "../drivers/driver.ts";
import type { Telemetry } from "./telemetry.ts";

/** A new cause of another kind begins another gap; `starting` only goes on with what was before. */
const isOtherKind = (before: string, now: LinkLossCause): boolean =>
  now === "starting"
    ? before === "disabled"
    : before !== now && (isOwnStop(before) || isOwnStop(now));

/** Every stretch in which a connection told nothing, with its cause; open while it lasts. Part of the caller's transaction. */
export class GapLedger {
  readonly #telemetry: Telemetry;
  readonly #newId: () => string;
  readonly #open: Statement<[ConnectionId], GapRow>;
  readonly #insert: Statement<[GapRow]>;
  readonly #close: Statement<[number, string]>;
  readonly #within: Statement<[ConnectionId, number, number], GapRow>;
  readonly #noteBackRead: Statement<[string, string]>;
  readonly #connectionOf: Statement<
    [TagId],
    { readonly connection: ConnectionId; readonly code: string }
  >;

  constructor(raw: Database, telemetry: Telemetry, newId: () => string) {
    this.#telemetry = telemetry;
    this.#newId = newId;
    this.#open = raw.prepare(
      "select * from gap where connection_id = ? and ends_at is null order by starts_at desc limit 1",
    );
    this.#insert = raw.prepare(
      `insert into gap (id, connection_id, starts_at, ends_at, cause, detail, tag_code, back_read)
       values (@id, @connection_id, @starts_at, @ends_at, @cause, @detail, @tag_code, @back_read)`,
    );
    this.#within = raw.prepare(
      `select * from gap where connection_id = ? and tag_code is null and starts_at < ?
          and (ends_at is null or ends_at > ?) order by starts_at`,
    );
    this.#noteBackRead = raw.prepare("update gap set back_read = ? where id = ?");
    this.#close = raw.prepare("update gap set ends_at = ? where id = ?");
    this.#connectionOf = raw.prepare(
      "select connection_id as connection, code from tag where id = ?",
    );
  }

  /**
   * Lost opens a gap unless one is open already, which then began earlier; live closes it. Time in which we ourselves
   * were off is told apart from time in which the other side was gone: there one gap ends and the next begins.
   */
  record(change: LinkChange): void {
    const open = this.#open.get(change.connection);
    if (change.link === "live") {
      if (open !== undefined) this.#end(open, change.at);
    } else if (open === undefined) {
      this.#save(change.connection, change.at, null, change.cause, change.detail);
    } else if (isOtherKind(open.cause, change.cause)) {
      this.#end(open, change.at);
      this.#save(
        change.connection,
        Math.max(change.at, open.starts_at),
        null,
        change.cause,
        change.detail,
      );
    }
  }

  /** A clock that was set back makes no gap of negative length. */
  #end(open: GapRow, at: number): void {
    const end = Math.max(at, open.starts_at);
    this.#close.run(end, open.id);
    this.#telemetry.append("gap", "update", { ...open, ends_at: end });
  }

  /** What the server's history gave of the gaps it covers; a later reading of the same gap adds to the one before. */
  recordBackRead(result: Omit<BackRead, "tags">): void {
    const { connection, from, upTo, samples, failure } = result;
    for (const gap of this.#within.all(connection, upTo, from)) {
      const before =
        gap.back_read === null ? null : backReadResult.parse(JSON.parse(gap.back_read));
      const told = (before?.samples ?? 0) + samples;
      const reached = Math.min(upTo, gap.ends_at ?? upTo);
      const text = JSON.stringify(
        backReadResult.parse({
          samples: told,
          upTo: told === 0 ? null : Math.max(before?.upTo ?? reached, reached),
          failure,
        }),
      );
      this.#noteBackRead.run(text, gap.id);
      this.#telemetry.append("gap", "update", { ...gap, back_read: text });
    }
  }

  /** The server dropped values of one tag between two of its readings. */
  recordOverflow(lost: {
    readonly tag: TagId;
    readonly since: number | null;
    readonly at: number;
  }): void {
    const tag = this.#connectionOf.get(lost.tag);
    if (tag === undefined) return;
    this.#save(
      tag.connection,
      Math.min(lost.since ?? lost.at, lost.at),
      lost.at,
      "overflow",
      tag.code,
      tag.code,
    );
  }

  #save(
    connection: ConnectionId,
    from: number,
    to: number | null,
    cause: string,
    detail: string,
    tagCode: string | null = null,
  ): void {
    const gap: GapRow = {
      id: this.#newId(),
      connection_id: connection,
      starts_at: from,
      ends_at: to,
      cause,
      detail,
      tag_code: tagCode,
      back_read: null,
    };
    this.#insert.run(gap);
    this.#telemetry.append("gap", "insert", gap);
  }
}
