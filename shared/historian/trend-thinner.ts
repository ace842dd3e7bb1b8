import type { Span } from "../kernel/span.ts";

/** Samples that lie close together, by their extremes. Instants are UTC milliseconds. */
export interface Stretch {
  /** First and last sample. */
  readonly t0: number;
  readonly t1: number;
  readonly count: number;
  /** Over the trustworthy numbers; null = there is none. */
  readonly min: number | null;
  readonly max: number | null;
  /** The value of the last sample; null = it is not trustworthy. */
  readonly last: number | null;
}

/** One line of a chart: of every stretch the smallest, greatest and last value. */
export interface ThinnedLine {
  readonly at: number[];
  readonly min: (number | null)[];
  readonly max: (number | null)[];
  readonly last: (number | null)[];
}

/**
 * Thins the samples of a range to about as many points as the chart is wide, so that no extreme is lost. Takes samples
 * and stretches in any order. A point stands at the last sample of its stretch.
 */
export class TrendThinner {
  readonly #span: Span;
  readonly #width: number;
  readonly #min: Float64Array;
  readonly #max: Float64Array;
  readonly #last: Float64Array;
  readonly #at: Float64Array;

  constructor(span: Span, points: number) {
    this.#span = span;
    this.#width = (span.end - span.start) / points;
    this.#min = new Float64Array(points).fill(Infinity);
    this.#max = new Float64Array(points).fill(-Infinity);
    this.#last = new Float64Array(points).fill(Number.NaN);
    this.#at = new Float64Array(points).fill(-Infinity);
  }

  /** True when all of a stretch belongs to the same point: then it need not be opened. */
  isWithinPoint(t0: number, t1: number): boolean {
    return t0 >= this.#span.start && t1 < this.#span.end && this.#placeOf(t0) === this.#placeOf(t1);
  }

  /** A stretch that `isWithinPoint`. */
  addStretch({ t0, t1, min, max, last }: Stretch): void {
    const place = this.#placeOf(t0);
    if (min !== null && min < this.#min[place]!) this.#min[place] = min;
    if (max !== null && max > this.#max[place]!) this.#max[place] = max;
    this.#note(place, t1, last ?? Number.NaN);
  }

  /** A sample; NaN = no trustworthy number. Outside the range it counts for nothing. */
  addSample(at: number, value: number): void {
    if (at < this.#span.start || at >= this.#span.end) return;
    const place = this.#placeOf(at);
    if (value < this.#min[place]!) this.#min[place] = value;
    if (value > this.#max[place]!) this.#max[place] = value;
    this.#note(place, at, value);
  }

  line(): ThinnedLine {
    const line: ThinnedLine = { at: [], min: [], max: [], last: [] };
    for (let place = 0; place < this.#at.length; place++) {
      if (this.#at[place] === -Infinity) continue;
      line.at.push(this.#at[place]!);
      line.min.push(orNull(this.#min[place]!));
      line.max.push(orNull(this.#max[place]!));
      line.last.push(orNull(this.#last[place]!));
    }
    return line;
  }

  #note(place: number, at: number, last: number): void {
    if (at < this.#at[place]!) return;
    this.#at[place] = at;
    this.#last[place] = last;
  }

  #placeOf(at: number): number {
    return Math.min(this.#at.length - 1, Math.floor((at - this.#span.start) / this.#width));
  }
}

const orNull = (value: number): number | null => (Number.isFinite(value) ? value : null);
