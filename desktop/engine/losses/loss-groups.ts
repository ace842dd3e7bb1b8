import type { LossEntries, OutputEntry, TimeEntry } from "#shared/analysis/loss-entries.ts";
import { sql } from "kysely";
import type { TimeClass } from "#shared/oee/time-model.ts";
import type { LossKeyRow } from "../database/engine-tables.ts";
import type { Reader } from "../database/reader.ts";
import {
  LossTotals,
  readLosses,
  type LossSink,
  type OutputTotals,
  type TimeTotals,
} from "./loss-codec.ts";

/** What was added up for one group of an answer: a machine, a bucket, a cell, or everything. */
export interface LossGroup extends LossEntries {
  /** Canonical KPI definitions behind it. */
  readonly definitions: readonly string[];
}

class Gathered {
  readonly time = new Map<number, TimeTotals>();
  readonly output = new Map<number, OutputTotals>();
  readonly definitions = new Set<number>();
  readonly computed: LossEntries[] = [];
}

/** Adds packed rows up by group, number by number; ids and names are asked for at the end, once per number. */
export class LossGroups<Group> {
  readonly #groups = new Map<Group, Gathered>();
  readonly #sink: LossSink;
  #groupOf: (shift: number) => Group | null = () => null;
  #definitions: number[] = [];
  #into: Gathered = new Gathered();

  constructor() {
    this.#sink = {
      definition: (number) => void this.#definitions.push(number),
      part: (shift) => this.#begin(shift),
      time: (key, ms, stops) => {
        const known = this.#into.time.get(key);
        if (known === undefined) this.#into.time.set(key, { ms, stops });
        else {
          known.ms += ms;
          known.stops += stops;
        }
      },
      output: (key, total, reject, rework) => {
        const known = this.#into.output.get(key);
        if (known === undefined) this.#into.output.set(key, { total, reject, rework });
        else {
          known.total += total;
          known.reject += reject;
          if (rework !== null) known.rework = (known.rework ?? 0) + rework;
        }
      },
    };
  }

  /** Adds a row; `groupOf` says where the part of a shift (0 = none) belongs, null = nowhere. */
  add(bytes: Uint8Array, groupOf: (shift: number) => Group | null): void {
    this.#groupOf = groupOf;
    this.#definitions = [];
    readLosses(bytes, this.#sink);
  }

  /** Adds what was computed from facts, of a slice whose row says which shift and definition it has. */
  addComputed(
    row: Uint8Array,
    entries: LossEntries,
    groupOf: (shift: number) => Group | null,
  ): void {
    const totals = new LossTotals();
    readLosses(row, totals);
    const { definitions, parts } = totals.losses;
    const group = groupOf(parts[0]?.shift ?? 0);
    if (group === null) return;
    const gathered = this.#gathered(group);
    for (const number of definitions) gathered.definitions.add(number);
    gathered.computed.push(entries);
  }

  /** All groups with the ids behind their numbers. */
  async resolved(reader: Reader): Promise<Map<Group, LossGroup>> {
    const all = [...this.#groups.values()];
    const keys = await keysOf(
      reader,
      new Set(all.flatMap(({ time, output }) => [...time.keys(), ...output.keys()])),
    );
    const names = await namesOf(
      reader,
      new Set(all.flatMap(({ definitions }) => [...definitions])),
    );
    return new Map(
      [...this.#groups].map(([group, { time, output, definitions, computed }]) => [
        group,
        {
          time: [
            ...[...time].map(([key, totals]) => timeEntry(keys.get(key)!, totals)),
            ...computed.flatMap((entries) => entries.time),
          ],
          output: [
            ...[...output].map(([key, totals]) => outputEntry(keys.get(key)!, totals)),
            ...computed.flatMap((entries) => entries.output),
          ],
          definitions: [...definitions].map((number) => names.get(number)!),
        },
      ]),
    );
  }

  #begin(shift: number): boolean {
    const group = this.#groupOf(shift);
    if (group === null) return false;
    this.#into = this.#gathered(group);
    for (const number of this.#definitions) this.#into.definitions.add(number);
    return true;
  }

  #gathered(group: Group): Gathered {
    let gathered = this.#groups.get(group);
    if (gathered === undefined) {
      gathered = new Gathered();
      this.#groups.set(group, gathered);
    }
    return gathered;
  }
}

const orNull = (key: string): string | null => (key === "" ? null : key);

const timeEntry = (key: LossKeyRow, { ms, stops }: TimeTotals): TimeEntry => ({
  timeClass: key.class as TimeClass,
  reasonId: orNull(key.reason_key),
  productId: orNull(key.product_key),
  ms,
  stops,
});

const outputEntry = (key: LossKeyRow, totals: OutputTotals): OutputEntry => ({
  share: key.class as OutputEntry["share"],
  productId: orNull(key.product_key),
  ideal: key.cycle_us === 0 ? null : { cycleUs: key.cycle_us, cavities: key.cavities },
  ...totals,
});

/** The keys behind numbers. */
async function keysOf(
  reader: Reader,
  numbers: ReadonlySet<number>,
): Promise<Map<number, LossKeyRow>> {
  const rows = await reader
    .selectFrom("loss_key")
    .selectAll()
    .where("number", "in", among(numbers))
    .execute();
  return new Map(rows.map((row) => [row.number, row]));
}

/** The names behind numbers: ids of shift instances, definitions. */
async function namesOf(reader: Reader, numbers: ReadonlySet<number>): Promise<Map<number, string>> {
  const rows = await reader
    .selectFrom("loss_name")
    .selectAll()
    .where("number", "in", among(numbers))
    .execute();
  return new Map(rows.map(({ number, name }) => [number, name]));
}

/** One parameter for any number of them. */
const among = (numbers: ReadonlySet<number>) =>
  sql<number>`(select value from json_each(${JSON.stringify([...numbers])}))`;
