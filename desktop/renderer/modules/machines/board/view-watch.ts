import type { BoardStore } from "./board-store.ts";

/** Tiles this near to the visible part are kept fresh, so that scrolling never shows an old one. */
const margin = "300px";

/** Tells the store which tiles can be seen; one observer for the whole board. */
export class ViewWatch {
  readonly #observer: IntersectionObserver;
  readonly #machines = new WeakMap<Element, string>();

  constructor(store: BoardStore) {
    this.#observer = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) {
          const machineId = this.#machines.get(target);
          if (machineId !== undefined) store.setInView(machineId, isIntersecting);
        }
      },
      { rootMargin: margin },
    );
  }

  /** Watches a tile's element; returns how to stop. */
  watch(element: Element, machineId: string): () => void {
    this.#machines.set(element, machineId);
    this.#observer.observe(element);
    return () => this.#observer.unobserve(element);
  }
}
