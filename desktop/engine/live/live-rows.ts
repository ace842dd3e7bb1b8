import type { EventSource } from "../serve/event-stream.ts";

/**
 * A short list that screens watch: read again after each change of what it shows, handed out whole. Read one after the
 * other, so that the newest reading wins.
 */
export class LiveRows<Event> {
  readonly #read: () => Promise<Event>;
  readonly #failed: (error: unknown) => void;
  readonly #watchers = new Set<() => void>();
  #event: Event | undefined;
  #version = 0;
  #isReading = false;
  #isStale = false;

  constructor(read: () => Promise<Event>, failed: (error: unknown) => void) {
    this.#read = read;
    this.#failed = failed;
  }

  /** What it shows is on disk in another form: screens get it. */
  changed(): void {
    this.#isStale = true;
    if (!this.#isReading) void this.#readAgain();
  }

  /** First the whole list, then again after each change. */
  source(): EventSource<Event> {
    let seen = -1;
    if (this.#event === undefined) this.changed();
    return {
      listen: (wake) => {
        this.#watchers.add(wake);
        return () => this.#watchers.delete(wake);
      },
      take: () => {
        if (this.#event === undefined || seen === this.#version) return undefined;
        seen = this.#version;
        return this.#event;
      },
    };
  }

  async #readAgain(): Promise<void> {
    this.#isReading = true;
    while (this.#isStale) {
      this.#isStale = false;
      try {
        this.#event = await this.#read();
        this.#version++;
        for (const wake of this.#watchers) wake();
      } catch (error) {
        this.#failed(error);
      }
    }
    this.#isReading = false;
  }
}
