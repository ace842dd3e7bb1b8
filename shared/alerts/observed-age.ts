/** The two clocks of an instant: the one people read, which may be set, and one that only ever goes forward. Milliseconds. */
export interface Clocks {
  /** UTC milliseconds. */
  readonly wall: number;
  readonly steady: number;
}

interface Watched {
  readonly since: number;
  /** Age when it was first seen, and when that was by the steady clock. */
  readonly age: number;
  readonly steady: number;
}

/**
 * How old things are that began at an instant of the wall clock. The first look believes the wall clock; from then on
 * the steady clock counts, so that a PC whose clock is set neither hurries nor holds up what waits for an age.
 */
export class ObservedAges<Key extends string> {
  readonly #watched = new Map<Key, Watched>();

  /** Age of what began at `since`; another `since` under the same key is something new. Never negative. */
  ageOf(key: Key, since: number, { wall, steady }: Clocks): number {
    const known = this.#watched.get(key);
    if (known?.since === since) return known.age + steady - known.steady;
    const age = Math.max(0, wall - since);
    this.#watched.set(key, { since, age, steady });
    return age;
  }

  /** Forgets everything but these. */
  keepOnly(keys: ReadonlySet<Key>): void {
    for (const key of this.#watched.keys()) if (!keys.has(key)) this.#watched.delete(key);
  }
}
