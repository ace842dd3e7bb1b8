/**
 * One row of losses as bytes: whole numbers of seven bits a byte, the lowest first. Numbers of shifts, definitions and
 * keys stand in `loss_name` and `loss_key`.
 *
 *   definitions: count, number …
 *   parts:       count, then per part: shift (0 = none),
 *                  time:   count, (key, ms, stops) …
 *                  output: count, (key, total, reject, rework + 1 or 0 = not recorded) …   total and reject folded: may be below 0
 */
export interface PackedLosses {
  readonly definitions: readonly number[];
  readonly parts: readonly PackedPart[];
}

export interface PackedPart {
  /** Number of the shift instance; 0 = none. */
  readonly shift: number;
  readonly time: ReadonlyMap<number, TimeTotals>;
  readonly output: ReadonlyMap<number, OutputTotals>;
}

export interface TimeTotals {
  ms: number;
  stops: number;
}

export interface OutputTotals {
  total: number;
  reject: number;
  rework: number | null;
}

/** Takes what a row holds, number by number, without making objects of it. */
export interface LossSink {
  definition(number: number): void;
  /** A part begins; false = skip it. */
  part(shift: number): boolean;
  time(key: number, ms: number, stops: number): void;
  output(key: number, total: number, reject: number, rework: number | null): void;
}

/** Packs losses; keys are written in order, so that the same losses are the same bytes. */
export function packLosses({ definitions, parts }: PackedLosses): Uint8Array {
  const bytes: number[] = [];
  const put = (value: number): void => {
    let rest = value;
    for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
    bytes.push(rest);
  };
  const signed = (value: number): void => put(value < 0 ? -2 * value - 1 : 2 * value);
  const sorted = <Totals>(totals: ReadonlyMap<number, Totals>) =>
    [...totals].sort(([a], [b]) => a - b);
  put(definitions.length);
  for (const number of definitions.toSorted((a, b) => a - b)) put(number);
  put(parts.length);
  for (const { shift, time, output } of parts) {
    put(shift);
    put(time.size);
    for (const [key, { ms, stops }] of sorted(time)) {
      put(key);
      put(ms);
      put(stops);
    }
    put(output.size);
    for (const [key, { total, reject, rework }] of sorted(output)) {
      put(key);
      signed(total);
      signed(reject);
      put(rework === null ? 0 : rework + 1);
    }
  }
  return Uint8Array.from(bytes);
}

/** Reads what `packLosses` wrote. @throws RangeError when the row ends too early */
export function readLosses(bytes: Uint8Array, sink: LossSink): void {
  let at = 0;
  const take = (): number => {
    let value = bytes[at++]!;
    if (value < 128) return value;
    value -= 128;
    for (let weight = 128; ; weight *= 128) {
      const byte = bytes[at++];
      if (byte === undefined) throw new RangeError("a row of losses ends too early");
      if (byte < 128) return value + byte * weight;
      value += (byte - 128) * weight;
    }
  };
  const signed = (): number => {
    const value = take();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  };
  for (let left = take(); left > 0; left--) sink.definition(take());
  for (let left = take(); left > 0; left--) {
    const isWanted = sink.part(take());
    for (let entries = take(); entries > 0; entries--) {
      const key = take();
      const ms = take();
      const stops = take();
      if (isWanted) sink.time(key, ms, stops);
    }
    for (let entries = take(); entries > 0; entries--) {
      const key = take();
      const total = signed();
      const reject = signed();
      const rework = take();
      if (isWanted) sink.output(key, total, reject, rework === 0 ? null : rework - 1);
    }
  }
}

/** Adds up rows: a day of its slices. Parts of the same shift become one. */
export class LossTotals implements LossSink {
  readonly #definitions = new Set<number>();
  readonly #parts = new Map<
    number,
    { time: Map<number, TimeTotals>; output: Map<number, OutputTotals> }
  >();
  #part: { time: Map<number, TimeTotals>; output: Map<number, OutputTotals> } | null = null;

  definition(number: number): void {
    this.#definitions.add(number);
  }

  part(shift: number): boolean {
    this.#part = this.#parts.get(shift) ?? null;
    if (this.#part === null) {
      this.#part = { time: new Map(), output: new Map() };
      this.#parts.set(shift, this.#part);
    }
    return true;
  }

  time(key: number, ms: number, stops: number): void {
    const known = this.#part!.time.get(key);
    if (known === undefined) this.#part!.time.set(key, { ms, stops });
    else {
      known.ms += ms;
      known.stops += stops;
    }
  }

  output(key: number, total: number, reject: number, rework: number | null): void {
    const known = this.#part!.output.get(key);
    if (known === undefined) this.#part!.output.set(key, { total, reject, rework });
    else {
      known.total += total;
      known.reject += reject;
      if (rework !== null) known.rework = (known.rework ?? 0) + rework;
    }
  }

  get losses(): PackedLosses {
    const parts = [...this.#parts].map(([shift, { time, output }]) => ({ shift, time, output }));
    return {
      definitions: [...this.#definitions],
      parts: parts.sort((a, b) => a.shift - b.shift),
    };
  }
}
