/** One timer for every "since" on the board, on whole seconds of the engine's clock. */
export class SecondClock {
  readonly #now: () => number;
  readonly #listeners = new Set<() => void>();
  #timer: number | null = null;

  constructor(now: () => number) {
    this.#now = now;
  }

  readonly now = (): number => this.#now();

  /** Ticks only while somebody listens. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    this.#timer ??= window.setTimeout(this.#tick, this.#untilNextSecond());
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0 || this.#timer === null) return;
      window.clearTimeout(this.#timer);
      this.#timer = null;
    };
  };

  readonly #tick = (): void => {
    this.#timer = window.setTimeout(this.#tick, this.#untilNextSecond());
    for (const listener of this.#listeners) listener();
  };

  readonly #untilNextSecond = (): number => 1_000 - (this.#now() % 1_000) + 1;
}
