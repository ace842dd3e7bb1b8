import type { Database, Statement } from "better-sqlite3";
import { hourMs } from "#shared/kernel/instant.ts";
import type { MachineId } from "#shared/kernel/id.ts";
import type { BoardTile, StateSpan } from "#shared/machines/machines.contract.ts";

/** A tile shows this much of the past. */
export const stripMs = 8 * hourMs;

interface StripRow extends Omit<StateSpan, "end"> {
  readonly end: number | null;
}

/** The part of a tile that follows each commit at once. */
export type MachineNow = Pick<
  BoardTile,
  "state" | "cause" | "since" | "productCode" | "productName" | "orderNo"
>;

type Made = Pick<BoardTile, "productCode" | "productName" | "orderNo">;
const nothingMade: Made = { productCode: null, productName: null, orderNo: null };

/** Reads what a machine does now by look-ups on indexes, quick enough to do right after a commit. */
export class MachinesNow {
  readonly #newest: Statement<[MachineId], Pick<BoardTile, "state" | "cause" | "since">>;
  readonly #made: Statement<[MachineId, number], Made & { readonly end: number | null }>;
  readonly #within: Statement<[MachineId, number], StripRow>;
  readonly #covering: Statement<[MachineId, number], StripRow>;
  readonly #heartbeat: Statement<[], number>;

  constructor(raw: Database) {
    this.#newest = raw.prepare(
      `select state, cause, starts_at as since from machine_interval
        where machine_id = ? order by starts_at desc limit 1`,
    );
    this.#made = raw.prepare(
      `select r.product_code as productCode, p.name as productName, r.order_no as orderNo, r.ends_at as "end"
         from machine_run r left join product p on p.id = r.product_id
        where r.machine_id = ? and r.starts_at <= ? order by r.starts_at desc limit 1`,
    );
    const select = `select starts_at as start, ends_at as "end", state, cause, provenance
                      from machine_interval where machine_id = ?`;
    this.#within = raw.prepare(`${select} and starts_at > ? order by starts_at`);
    this.#covering = raw.prepare(`${select} and starts_at <= ? order by starts_at desc limit 1`);
    this.#heartbeat = raw.prepare<[], number>("select at from heartbeat").pluck() as Statement<
      [],
      number
    >;
  }

  of(machineId: MachineId, now: number): MachineNow {
    const newest = this.#newest.get(machineId) ?? { state: "unknown", cause: null, since: null };
    const run = this.#made.get(machineId, now);
    if (run === undefined || (run.end !== null && run.end <= now))
      return { ...newest, ...nothingMade };
    const { end: _, ...made } = run;
    return { ...newest, ...made };
  }

  /** The last `stripMs` in order; the open span ends where facts end. */
  strip(machineId: MachineId, now: number): StateSpan[] {
    const from = now - stripMs;
    const known = Math.min(now, this.#heartbeat.get() ?? now);
    const covering = this.#covering.get(machineId, from);
    return [...(covering === undefined ? [] : [covering]), ...this.#within.all(machineId, from)]
      .map(({ start, end, ...row }) => ({
        ...row,
        start: Math.max(start, from),
        end: end ?? Math.max(start, known),
      }))
      .filter((span) => span.start < span.end);
  }
}

export const isSameNow = (a: MachineNow, b: MachineNow): boolean =>
  (Object.keys(a) as (keyof MachineNow)[]).every((key) => a[key] === b[key]);
