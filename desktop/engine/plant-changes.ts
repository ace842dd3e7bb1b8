import type { MachineId, ReasonId } from "#shared/kernel/id.ts";

/** Which part of the plant's set-up changed; what depends on it reads it again. */
export type PlantChange =
  | "plant"
  | "connections"
  | "machines"
  | "products"
  | "reasons"
  | "calendar";

/** Which past figures a change touches; what is absent narrows nothing. No change without it is taken to be narrow. */
export interface TouchedFigures {
  /** Only where one of these reasons is used; none = no figure at all. */
  readonly reasonIds?: readonly ReasonId[];
  /** Only those of these machines; none = no figure at all. */
  readonly machineIds?: readonly MachineId[];
  /** Only those from this instant on. */
  readonly since?: number;
}

/** What changed is in no figure. */
export const noFigures: TouchedFigures = { machineIds: [] };

type Listener = (change: PlantChange, touched: TouchedFigures) => void;

/** Tells the running parts of the engine that a committed command changed the set-up. */
export class PlantChanges {
  readonly #listeners = new Set<Listener>();

  /** Returns how to stop listening. */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** @param touched what the change narrows itself to; absent = every figure it may be in */
  tell(change: PlantChange, touched: TouchedFigures = {}): void {
    for (const listener of this.#listeners) listener(change, touched);
  }
}
