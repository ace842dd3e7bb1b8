import { forcedPhase, type ForcedState } from "./control.ts";
import { identifierOf, type DemoMachine, type SignalValue } from "./demo-machine.ts";
import type { Happening, Moment, SimulatedMachine } from "./machine-model.ts";
import type { SimulatedClock } from "./simulated-clock.ts";
import type { MachineTruth } from "./truth.ts";

export type Show = (identifier: string, value: SignalValue, wall: number) => void;

/** One machine that shows every change at the instant it happens, in its signals and in the truth file. */
export class LiveMachine {
  readonly definition: DemoMachine;
  readonly #simulated: SimulatedMachine;
  readonly #clock: SimulatedClock;
  readonly #show: Show;
  readonly #truth: MachineTruth;
  readonly #shown = new Map<string, SignalValue>();

  constructor(parts: {
    definition: DemoMachine;
    simulated: SimulatedMachine;
    clock: SimulatedClock;
    show: Show;
    truth: MachineTruth;
  }) {
    this.definition = parts.definition;
    this.#simulated = parts.simulated;
    this.#clock = parts.clock;
    this.#show = parts.show;
    this.#truth = parts.truth;
  }

  /** Shows every signal. States and texts have stood since their phase began. */
  begin(): void {
    const moment = this.#simulated.moment();
    const now = this.#clock.wallAt(moment.at);
    const since = this.#clock.wallAt(moment.phase.start);
    for (const variable of this.definition.variables) {
      const moving = variable.class === "counter" || variable.class === "analog";
      this.#put(
        identifierOf(this.definition, variable),
        variable.value(moment),
        moving ? now : since,
      );
    }
    this.#truth.tell("start", moment, now);
  }

  /** Lives on up to a wall-clock instant. */
  advanceTo(wall: number): void {
    this.#simulated.advanceTo(this.#clock.simulatedAt(wall), "every_cycle", (happening, moment) =>
      this.#happen(happening, moment),
    );
    this.#truth.heartbeat(wall);
  }

  finish(): void {
    this.#truth.finish();
  }

  force(state: Exclude<ForcedState, "offline">): void {
    const { phase } = this.#simulated.moment();
    this.#happen("phase", this.#simulated.force(forcedPhase(this.definition, state, phase)));
  }

  release(): void {
    this.#happen("phase", this.#simulated.release());
  }

  #happen(happening: Happening, moment: Moment): void {
    const wall = this.#clock.wallAt(moment.at);
    for (const variable of this.definition.variables) {
      this.#put(identifierOf(this.definition, variable), variable.value(moment), wall);
    }
    this.#truth.tell(happening, moment, wall);
  }

  #put(identifier: string, value: SignalValue, wall: number): void {
    if (this.#shown.get(identifier) === value) return;
    this.#shown.set(identifier, value);
    this.#show(identifier, value, wall);
  }
}
