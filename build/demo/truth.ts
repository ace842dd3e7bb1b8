import type { DemoMachine } from "./demo-machine.ts";
import type { Happening, Moment } from "./machine-model.ts";
import type { CountTruth, TruthRecord } from "./truth-record.ts";

/** A count line is written at least this often. */
const countEveryMs = 5_000;

type Write = (record: TruthRecord) => void;

/**
 * Tells the truth about one machine. Within a phase pieces come evenly, so count lines at the first and the last piece
 * of a phase, at every reject and every 5 s in between say how many pieces there were at any instant.
 */
export class MachineTruth {
  readonly #machine: DemoMachine;
  readonly #write: Write;
  #lastCount: CountTruth | null = null;
  /** The latest piece, as long as no line tells it. */
  #untold: CountTruth | null = null;
  #firstOfPhase = true;
  #lastState = "";

  constructor(machine: DemoMachine, write: Write) {
    this.#machine = machine;
    this.#write = write;
  }

  /** @param wall wall-clock instant of the moment */
  tell(happening: Happening | "start", moment: Moment, wall: number): void {
    switch (happening) {
      case "start":
        this.#tellState(moment, wall);
        this.#tellCount(this.#countOf(moment, wall));
        return;
      case "cycle":
        this.#tellCycle(this.#countOf(moment, wall));
        return;
      case "phase":
        if (this.#untold !== null) this.#tellCount(this.#untold);
        this.#firstOfPhase = true;
        this.#tellState(moment, wall);
        return;
      case "hour":
      case "beat":
        return;
      default:
        happening satisfies never;
    }
  }

  /** Nothing more has happened up to now: repeats the count when it was last told long ago. */
  heartbeat(wall: number): void {
    const last = this.#lastCount;
    if (last === null || this.#untold !== null || wall - last.at < countEveryMs) return;
    this.#tellCount({ ...last, at: wall });
  }

  /** The process ends: tells the last pieces. */
  finish(): void {
    if (this.#untold !== null) this.#tellCount(this.#untold);
  }

  #tellCycle(count: CountTruth): void {
    const last = this.#lastCount;
    const due =
      last === null ||
      this.#firstOfPhase ||
      count.reject !== last.reject ||
      count.at - last.at >= countEveryMs;
    this.#firstOfPhase = false;
    if (due) this.#tellCount(count);
    else this.#untold = count;
  }

  #tellCount(count: CountTruth): void {
    this.#untold = null;
    this.#lastCount = count;
    this.#write(count);
  }

  #tellState({ phase }: Moment, at: number): void {
    const { cause, product } = phase;
    const told = { machine: this.#machine.code, state: this.#machine.state(phase), cause, product };
    const text = JSON.stringify(told);
    if (text === this.#lastState) return;
    this.#lastState = text;
    this.#write({ at, ...told });
  }

  #countOf({ cycles, rejects }: Moment, at: number): CountTruth {
    const step = this.#machine.profile.piecesPerCycle;
    return { at, machine: this.#machine.code, total: cycles * step, reject: rejects, step };
  }
}
