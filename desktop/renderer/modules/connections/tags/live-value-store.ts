import type { LiveValue } from "#shared/connections/connection-rows.ts";

/** The latest value of each tag, outside React's state, so that one new value redraws one cell. */
export class LiveValueStore {
  /** The connection or machine whose values these are. */
  readonly of: string;
  readonly #values = new Map<string, LiveValue>();
  readonly #listeners = new Map<string, Set<() => void>>();
  readonly #everything = new Set<() => void>();

  constructor(of: string) {
    this.of = of;
  }

  receive(values: readonly LiveValue[]): void {
    for (const value of values) this.#values.set(value.tagId, value);
    for (const { tagId } of values) for (const tell of this.#listeners.get(tagId) ?? []) tell();
    for (const tell of this.#everything) tell();
  }

  readonly valueOf = (tagId: string): LiveValue | undefined => this.#values.get(tagId);

  /** Tells of every new value of one tag. Returns how to stop. */
  subscribe(tagId: string, tell: () => void): () => void {
    const listeners = this.#listeners.get(tagId) ?? new Set();
    this.#listeners.set(tagId, listeners.add(tell));
    return () => {
      listeners.delete(tell);
      if (listeners.size === 0) this.#listeners.delete(tagId);
    };
  }

  /** Tells of every batch of values. Returns how to stop. */
  subscribeAll(tell: () => void): () => void {
    this.#everything.add(tell);
    return () => void this.#everything.delete(tell);
  }
}
