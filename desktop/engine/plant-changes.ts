/** Which part of the plant's set-up changed; what depends on it reads it again. */
export type PlantChange =
  | "plant"
  | "connections"
  | "machines"
  | "products"
  | "reasons"
  | "calendar";

/** Tells the running parts of the engine that a committed command changed the set-up. */
export class PlantChanges {
  readonly #listeners = new Set<(change: PlantChange) => void>();

  /** Returns how to stop listening. */
  listen(listener: (change: PlantChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  tell(change: PlantChange): void {
    for (const listener of this.#listeners) listener(change);
  }
}
