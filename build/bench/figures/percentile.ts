/** Ages, times of a frame or of a query: all that was measured, to be asked for percentiles. Milliseconds. */
export class Measured {
  readonly #values: number[] = [];
  #isSorted = true;

  add(value: number): void {
    this.#values.push(value);
    this.#isSorted = false;
  }

  get count(): number {
    return this.#values.length;
  }

  /**
   * The smallest value that at least `share` (0..1] of all are not above (nearest rank, no interpolation: every figure
   * was really measured). NaN when nothing was measured.
   */
  percentile(share: number): number {
    if (!this.#isSorted) this.#values.sort((a, b) => a - b);
    this.#isSorted = true;
    return this.#values[nearestRank(share, this.#values.length) - 1] ?? Number.NaN;
  }

  get worst(): number {
    return this.percentile(1);
  }

  get total(): number {
    return this.#values.reduce((sum, value) => sum + value, 0);
  }
}

/** The same for millions of values: counted per whole millisecond up to a minute; later ones count as a minute. */
export class MeasuredMillions {
  readonly #counts = new Uint32Array(60_001);
  #count = 0;

  add(value: number): void {
    this.#counts[Math.min(60_000, Math.max(0, Math.round(value)))]! += 1;
    this.#count += 1;
  }

  get count(): number {
    return this.#count;
  }

  percentile(share: number): number {
    let left = nearestRank(share, this.#count);
    if (this.#count === 0) return Number.NaN;
    for (let value = 0; value < this.#counts.length; value++) {
      left -= this.#counts[value]!;
      if (left <= 0) return value;
    }
    return Number.NaN;
  }
}

const nearestRank = (share: number, count: number): number =>
  Math.min(count, Math.max(1, Math.ceil(share * count)));

/** A figure as printed: as many digits as mean something. */
export const rounded = (value: number, digits = 1): number =>
  Math.round(value * 10 ** digits) / 10 ** digits;
