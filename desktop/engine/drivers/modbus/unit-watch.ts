import { restOf } from "./modbus-timing.ts";
import type { ModbusTiming } from "./modbus-timing.ts";
import type { ReadFailureKind } from "./read-failure.ts";

/** `silent`: nothing came; `garbled`: what came made no answer. */
export type UnitCondition = "unknown" | "answering" | "silent" | "garbled";

interface UnitState {
  readonly condition: UnitCondition;
  readonly failures: number;
  readonly restsUntil: number;
}

const untried: UnitState = { condition: "unknown", failures: 0, restsUntil: -Infinity };

/** Which units of a line answer, and how long the others are left alone. Instants are monotonic milliseconds. */
export class UnitWatch {
  readonly #timeoutMs: number;
  readonly #timing: ModbusTiming;
  #units = new Map<number, UnitState>();

  constructor(timeoutMs: number, timing: ModbusTiming) {
    this.#timeoutMs = timeoutMs;
    this.#timing = timing;
  }

  /** The units that are read from now on; what is known of them stays. */
  want(units: readonly number[]): void {
    this.#units = new Map(units.map((unit) => [unit, this.#state(unit)]));
  }

  /** A new port: nothing is known any more. */
  forget(): void {
    this.#units = new Map([...this.#units.keys()].map((unit) => [unit, untried]));
  }

  answered(unit: number): void {
    this.#units.set(unit, { ...untried, condition: "answering" });
  }

  failed(unit: number, kind: Extract<ReadFailureKind, "no_answer" | "bad_frame">, now: number) {
    const failures = this.#state(unit).failures + 1;
    const condition = kind === "no_answer" ? "silent" : "garbled";
    this.#units.set(unit, { condition, failures, restsUntil: now });
    const rest = restOf(failures, this.#timeoutMs, !this.isAllDead, this.#timing);
    this.#units.set(unit, { condition, failures, restsUntil: now + rest });
  }

  conditionOf(unit: number): UnitCondition {
    return this.#state(unit).condition;
  }

  restsUntil(unit: number): number {
    return this.#state(unit).restsUntil;
  }

  /** Every unit was asked and none answers. */
  get isAllDead(): boolean {
    return [...this.#units.values()].every(({ failures }) => failures > 0);
  }

  /** At least one of the dead sends characters that make no answer. */
  get hearsGarbage(): boolean {
    return [...this.#units.values()].some(({ condition }) => condition === "garbled");
  }

  #state(unit: number): UnitState {
    return this.#units.get(unit) ?? untried;
  }
}
